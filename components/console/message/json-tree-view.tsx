// JSON as indented lines whose objects and arrays fold. Names, strings and numbers are shown exactly as they
// were sent; only the white space between them is added here.

import { ChevronDown, ChevronRight, Ellipsis } from "lucide-react";
import { lazy, memo, Suspense, useMemo, useState } from "react";
import { VisibleLines } from "@/components/shared/visible-lines";
import { escapedText } from "@/lib/page/base/visible-characters";
import {
  bracketsOf,
  headOf,
  holdersOf,
  type JsonLine,
  type JsonNode,
  jsonLines,
  jsonText,
} from "@/lib/page/console/json-tree";
import type { PayloadFormat } from "@/lib/page/console/payload-display";
import { formatCount } from "@/lib/page/format/count";
import { lastAtOrBefore } from "@/lib/shared/base/last-at-or-before";
import { moveToValue } from "./copy/value-keys";
import type { ValueMenuProps } from "./copy/value-menu";
import { type Goal, useShownPart } from "./find/use-shown-part";
import { InsideString } from "./inside/inside-string";
import { LongText } from "./inside/long-text";
import { PayloadBox, ShowEarlier, ShowMore } from "./payload-box";

const ValueMenu = lazy(async () => ({ default: (await import("./copy/value-menu")).ValueMenu }));

const FIRST_LINES = 200;

interface JsonTreeProps {
  readonly root: JsonNode;
  readonly format: PayloadFormat;
  /** Find is open, and the hit to show. */
  readonly isSearched: boolean;
  readonly goal: Goal | null;
}

export function JsonTree({ root, format, isSearched, goal }: JsonTreeProps) {
  const [collapsed, setCollapsed] = useState<ReadonlySet<number>>(new Set());
  const lines = useMemo(() => jsonLines(root, collapsed), [root, collapsed]);
  const places = useMemo(() => (isSearched ? placesOf(root) : null), [root, isSearched]);
  const wanted = useMemo(() => lineAt(root, goal), [root, goal]);
  const [opened, setOpened] = useState<Goal | null>(null);
  // Each step opens it again.
  if (wanted !== null && goal !== opened) {
    setOpened(goal);
    const holders = holdersOf(root, wanted.node.id).map(({ id }) => id);
    const hidden = wanted.part === "value" ? holders : [...holders, wanted.node.id];
    if (hidden.some((id) => collapsed.has(id))) {
      setCollapsed(new Set([...collapsed].filter((id) => !hidden.includes(id))));
    }
  }
  const inLines = useMemo(() => {
    const index = wanted === null ? -1 : lines.findIndex((line) => isSame(line, wanted));
    return index < 0 ? null : { start: index, end: index + 1 };
  }, [lines, wanted]);
  const { from, to, showTo, showEarlier } = useShownPart(FIRST_LINES, inLines);
  const toggle = (id: number) =>
    setCollapsed((before) => {
      const next = new Set(before);
      if (!next.delete(id)) next.add(id);
      return next;
    });
  const [menu, setMenu] = useState<Pick<ValueMenuProps, "node" | "at"> | null>(null);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keys are those of the payload and of its buttons.
    <div
      onKeyDown={(event) => {
        if (event.target instanceof HTMLElement && moveToValue(event.key, event.target)) {
          event.preventDefault();
        }
      }}
    >
      <ShowEarlier from={from} unit="lines" onEarlier={showEarlier} />
      <PayloadBox format={format}>
        {lines.slice(from, to).map((line) => (
          <Line
            key={keyOf(line)}
            line={line}
            at={places?.get(keyOf(line))}
            closeAt={places?.get(-line.node.id - 1)}
            goal={wanted !== null && isSame(line, wanted) ? goal : null}
            onToggle={toggle}
            onMenu={(node, at) => setMenu({ node, at })}
          />
        ))}
      </PayloadBox>
      <ShowMore from={from} shown={to} total={lines.length} unit="lines" onMore={showTo} />
      {menu === null ? null : (
        <Suspense fallback={null}>
          <ValueMenu root={root} {...menu} onClose={() => setMenu(null)} />
        </Suspense>
      )}
    </div>
  );
}

/** Of a closing bracket below zero. */
const keyOf = ({ node, part }: Pick<JsonLine, "node" | "part">) =>
  part === "close" ? -node.id - 1 : node.id;

const isSame = (a: JsonLine, b: JsonLine) => keyOf(a) === keyOf(b);

/** Where each line begins in the whole text, by its key. */
function placesOf(root: JsonNode): ReadonlyMap<number, number> {
  const { lines, starts } = jsonText(root);
  return new Map(lines.map((line, index) => [keyOf(line), starts[index] ?? 0]));
}

function lineAt(root: JsonNode, goal: Goal | null): JsonLine | null {
  if (goal === null) return null;
  const { lines, starts } = jsonText(root);
  return lines[lastAtOrBefore(starts.length, (index) => starts[index] ?? 0, goal.start)] ?? null;
}

type OnMenu = (node: JsonNode, at: ValueMenuProps["at"]) => void;

interface LineProps {
  readonly line: JsonLine;
  /** Where the line begins in the whole text, and that of its closing bracket; undefined while nothing is searched. */
  readonly at: number | undefined;
  readonly closeAt: number | undefined;
  readonly goal: Goal | null;
  readonly onToggle: (id: number) => void;
  readonly onMenu: OnMenu;
}

function Line({ line, at, closeAt, goal, onToggle, onMenu }: LineProps) {
  const { node, part, depth, hasNext } = line;
  const [open, close] = bracketsOf(node);
  const canFold = part === "open" || part === "collapsed";
  const comma = hasNext ? "," : "";
  const valueAt = at === undefined ? undefined : at + headOf(line).length;
  const rest = (
    <>
      {part === "value" ? (
        <>
          <Scalar node={node} empty={open + close} at={valueAt} goal={goal} />
          <span data-at={valueAt === undefined ? undefined : valueAt + lengthOf(node)}>
            {comma}
          </span>
        </>
      ) : null}
      {part === "close" ? null : <MenuButton node={node} onMenu={onMenu} />}
      {"\n"}
    </>
  );
  return (
    // As high as the mark that folds a line, so that all lines are equal.
    // biome-ignore lint/a11y/noStaticElementInteractions: the button of the line opens the same menu.
    <span
      data-at={at}
      className="group/line leading-6"
      onContextMenu={(event) => {
        // A selected text has the menu of the browser.
        if (getSelection()?.isCollapsed === false) return;
        event.preventDefault();
        onMenu(node, { x: event.clientX, y: event.clientY });
      }}
    >
      <span className="inline-block w-4 align-top">
        {canFold ? <FoldButton node={node} isOpen={part === "open"} onToggle={onToggle} /> : null}
      </span>
      {"  ".repeat(depth)}
      {node.name === null || part === "close" ? null : (
        <>
          <span className="text-s1">
            <VisibleLines text={node.name} />
          </span>
          {": "}
        </>
      )}
      {part === "open" ? open : null}
      {part === "close" ? close + comma : null}
      {part === "collapsed" ? (
        <>
          {open}
          <span data-aside className="font-sans text-ink-3">{` ${childCount(node)} `}</span>
          <span data-at={closeAt === undefined ? undefined : closeAt + 2 * depth}>
            {close + comma}
          </span>
        </>
      ) : null}
      {node.kind === "string" ? <InsideString quoted={node.text}>{rest}</InsideString> : rest}
    </span>
  );
}

function MenuButton({ node, onMenu }: { readonly node: JsonNode; readonly onMenu: OnMenu }) {
  return (
    <button
      type="button"
      tabIndex={-1}
      data-value-menu
      aria-haspopup="menu"
      aria-label={`Copy ${node.name === null ? "value" : escapedText(node.name)}`}
      onClick={({ currentTarget }) => {
        const { left, bottom } = currentTarget.getBoundingClientRect();
        onMenu(node, { x: left, y: bottom });
      }}
      className="ml-1 inline-grid h-5 w-6 place-items-center rounded-xs align-middle text-ink-3 opacity-0 group-hover/line:opacity-100 hover:text-ink focus-visible:opacity-100 focus-visible:outline-offset-0 pointer-coarse:opacity-100"
    >
      <Ellipsis aria-hidden className="size-3.5" />
    </button>
  );
}

function FoldButton({
  node,
  isOpen,
  onToggle,
}: {
  readonly node: JsonNode;
  readonly isOpen: boolean;
  readonly onToggle: (id: number) => void;
}) {
  const Icon = isOpen ? ChevronDown : ChevronRight;
  return (
    <button
      type="button"
      aria-expanded={isOpen}
      aria-label={node.name === null ? "value" : escapedText(node.name)}
      onClick={() => onToggle(node.id)}
      className="-ml-1.5 grid size-6 place-items-center rounded-xs text-ink-3 hover:text-ink focus-visible:outline-offset-0"
    >
      <Icon aria-hidden className="size-3.5" />
    </button>
  );
}

/** Of a value of one line. */
const lengthOf = ({ kind, text }: JsonNode) =>
  kind === "object" || kind === "array" ? "{}".length : text.length;

function childCount(node: JsonNode): string {
  const count = node.children.length;
  const what = node.kind === "object" ? "member" : "value";
  return `${formatCount(count)} ${what}${count === 1 ? "" : "s"}`;
}

const Scalar = memo(function Scalar({
  node,
  empty,
  at,
  goal,
}: {
  readonly node: JsonNode;
  readonly empty: string;
  readonly at: number | undefined;
  readonly goal: Goal | null;
}) {
  if (node.kind === "object" || node.kind === "array") return empty;
  const className = node.kind === "string" ? "text-s2" : "text-s3";
  return <LongText text={node.text} className={className} at={at} goal={goal} />;
});
