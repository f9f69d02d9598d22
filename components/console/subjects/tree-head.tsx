// The column headings of the subject tree. Pressing one orders each level by it.

import { ArrowDown } from "lucide-react";
import { orderTree } from "@/lib/page/actions/tree-actions";
import { cx } from "@/lib/page/base/cx";
import type { TreeRequest } from "@/lib/shared/facts/log-figures";
import { TREE_COLUMNS, WIDE_ONLY } from "./tree-row";

type Order = TreeRequest["order"];

export function TreeHead({ order }: { order: Order }) {
  const by = (value: Order, label: string, className = "text-right") => (
    <span className={className}>
      <button
        type="button"
        aria-pressed={order === value}
        title={`Order by ${label.toLowerCase()}`}
        onClick={() => orderTree(value)}
        className={cx(
          "inline-flex items-center gap-0.5 rounded-sm hover:text-ink",
          order === value && "text-accent",
        )}
      >
        {label}
        {order === value ? <ArrowDown aria-hidden className="size-3" /> : null}
      </button>
    </span>
  );
  return (
    <div
      className={cx(
        TREE_COLUMNS,
        "h-7 items-center border-b border-line text-hint font-medium text-ink-3",
      )}
    >
      {by("name", "Subject", "pl-4")}
      {by("messages", "Messages")}
      {by("rate", "Rate")}
      {by("bytes", "Bytes", cx(WIDE_ONLY, "text-right"))}
      <span className={cx(WIDE_ONLY, "pl-4")}>Last minute</span>
      <span className={cx(WIDE_ONLY, "pl-2")}>Last value</span>
      <span />
    </div>
  );
}
