// JSON as indented lines whose objects and arrays fold. Names, strings and numbers are shown exactly as they
// were sent; only the white space between them is added here.

import { ChevronDown, ChevronRight } from "lucide-react";
import { memo, useMemo, useState } from "react";
import { VisibleLines } from "@/components/shared/visible-lines";
import { escapedText } from "@/lib/page/base/visible-characters";
import { type JsonLine, type JsonNode, jsonLines } from "@/lib/page/console/json-tree";
import type { PayloadFormat } from "@/lib/page/console/payload-display";
import { formatCount } from "@/lib/page/format/count";
import { PayloadBox, ShowMore } from "./payload-box";

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
  return (
    <>
      <PayloadBox format={format}>
        {lines.slice(0, limit).map((line) => (
          <Line
            key={line.part === "close" ? -line.node.id - 1 : line.node.id}
            line={line}
            onToggle={toggle}
          />
        ))}
      </PayloadBox>
      <ShowMore shown={limit} total={lines.length} unit="lines" onMore={setLimit} />
    </>
  );
}

interface LineProps {
  readonly line: JsonLine;
  readonly onToggle: (id: number) => void;
}

function Line({ line, onToggle }: LineProps) {
  const { node, part, depth, hasNext } = line;
  const [open, close] = node.kind === "object" ? ["{", "}"] : ["[", "]"];
  const canFold = part === "open" || part === "collapsed";
  const comma = hasNext ? "," : "";
  return (
    // As high as the mark that folds a line, so that all lines are equal.
    <span className="leading-6">
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
      {part === "value" ? (
        <>
          <Scalar node={node} empty={open + close} />
          {comma}
        </>
      ) : null}
      {"\n"}
    </span>
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

const FIRST_SCALAR_CHARS = 2_000;

const Scalar = memo(function Scalar({
  node,
  empty,
}: {
  readonly node: JsonNode;
  readonly empty: string;
}) {
  const [limit, setLimit] = useState(FIRST_SCALAR_CHARS);
  if (node.kind === "object" || node.kind === "array") return empty;
  const left = node.text.length - limit;
  return (
    <>
      <span className={node.kind === "string" ? "text-s2" : "text-s3"}>
        <VisibleLines text={left > 0 ? node.text.slice(0, limit) : node.text} />
      </span>
      {left > 0 ? (
        <button
          type="button"
          data-more
          onClick={() => setLimit(limit * 8)}
          className="ml-1 font-sans text-accent underline"
        >
          {formatCount(left)} more characters
        </button>
      ) : null}
    </>
  );
});
