// JSON as indented lines whose objects and arrays fold. Names, strings and numbers are shown exactly as they
// were sent; only the white space between them is added here.

import { ChevronDown, ChevronRight, Ellipsis } from "lucide-react";
import { lazy, memo, Suspense, useMemo, useState } from "react";
import { VisibleLines } from "@/components/shared/visible-lines";
import { escapedText } from "@/lib/page/base/visible-characters";
import { type JsonLine, type JsonNode, jsonLines } from "@/lib/page/console/json-tree";
import type { PayloadFormat } from "@/lib/page/console/payload-display";
import { formatCount } from "@/lib/page/format/count";
import { moveToValue } from "./copy/value-keys";
import type { ValueMenuProps } from "./copy/value-menu";
import { InsideString } from "./inside/inside-string";
import { LongText } from "./inside/long-text";
import { PayloadBox, ShowMore } from "./payload-box";

const ValueMenu = lazy(async () => ({ default: (await import("./copy/value-menu")).ValueMenu }));

const FIRST_LINES = 200;

interface JsonTreeProps {
  readonly root: JsonNode;
  readonly format: PayloadFormat;
}

export function JsonTree({ root, format }: JsonTreeProps) {
  const [collapsed, setCollapsed] = useState<ReadonlySet<number>>(new Set());
  const [limit, setLimit] = useState(FIRST_LINES);
  const lines = useMemo(() => jsonLines(root, collapsed), [root, collapsed]);
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
      <PayloadBox format={format}>
        {lines.slice(0, limit).map((line) => (
          <Line
            key={line.part === "close" ? -line.node.id - 1 : line.node.id}
            line={line}
            onToggle={toggle}
            onMenu={(node, at) => setMenu({ node, at })}
          />
        ))}
      </PayloadBox>
      <ShowMore shown={limit} total={lines.length} unit="lines" onMore={setLimit} />
      {menu === null ? null : (
        <Suspense fallback={null}>
          <ValueMenu root={root} {...menu} onClose={() => setMenu(null)} />
        </Suspense>
      )}
    </div>
  );
}

type OnMenu = (node: JsonNode, at: ValueMenuProps["at"]) => void;

interface LineProps {
  readonly line: JsonLine;
  readonly onToggle: (id: number) => void;
  readonly onMenu: OnMenu;
}

function Line({ line, onToggle, onMenu }: LineProps) {
  const { node, part, depth, hasNext } = line;
  const [open, close] = node.kind === "object" ? ["{", "}"] : ["[", "]"];
  const canFold = part === "open" || part === "collapsed";
  const comma = hasNext ? "," : "";
  const rest = (
    <>
      {part === "value" ? (
        <>
          <Scalar node={node} empty={open + close} />
          {comma}
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
          {close + comma}
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

function childCount(node: JsonNode): string {
  const count = node.children.length;
  const what = node.kind === "object" ? "member" : "value";
  return `${formatCount(count)} ${what}${count === 1 ? "" : "s"}`;
}

const Scalar = memo(function Scalar({
  node,
  empty,
}: {
  readonly node: JsonNode;
  readonly empty: string;
}) {
  if (node.kind === "object" || node.kind === "array") return empty;
  return <LongText text={node.text} className={node.kind === "string" ? "text-s2" : "text-s3"} />;
});
