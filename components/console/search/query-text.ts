// The conditions of a filter in words. Pure.

import type { QueryRow, RowKind } from "@/lib/page/console/query-rows";

export const CONDITION_KINDS: readonly { readonly kind: RowKind; readonly label: string }[] = [
  { kind: "subject", label: "Subject" },
  { kind: "text", label: "Text" },
  { kind: "json", label: "JSON value" },
  { kind: "header", label: "Header" },
  { kind: "size", label: "Size" },
  { kind: "after", label: "From" },
  { kind: "before", label: "Until" },
  { kind: "reply", label: "Reply to" },
  { kind: "status", label: "Status" },
  { kind: "hex", label: "Bytes" },
  { kind: "regex", label: "Expression" },
  { kind: "subscription", label: "Subscription" },
  { kind: "group", label: "Group" },
];

export const OPERATOR_WORDS: Readonly<Record<string, string>> = {
  "==": "is",
  "=": "is",
  "!=": "is not",
  "~": "contains",
  exists: "is present",
  equals: "is",
  contains: "contains",
};

/** One condition, as a label and what it is compared with. */
export function conditionText(row: QueryRow): ConditionText {
  const { label, value } = positiveText(row);
  const whether = row.isNot ? `not: ${label}` : label;
  return { label: row.isOr ? `or ${whether}` : whether, value };
}

interface ConditionText {
  readonly label: string;
  readonly value: string;
}

function positiveText(row: QueryRow): ConditionText {
  const { kind, value, op, other, isCaseSensitive } = row;
  const comparison = OPERATOR_WORDS[op] ?? op;
  switch (kind) {
    case "subject":
      return { label: "subject", value };
    case "text":
      return { label: isCaseSensitive ? "contains, matching case," : "contains", value };
    case "header":
    case "json":
      return {
        label: kind === "json" ? "JSON" : "header",
        value: op === "exists" ? `${value} ${comparison}` : `${value} ${comparison} ${other}`,
      };
    case "size":
      return { label: "size in bytes", value: `${op} ${value}` };
    case "after":
      return { label: "from", value: value.replace("T", " ") };
    case "before":
      return { label: "until", value: value.replace("T", " ") };
    case "reply":
      return { label: "reply subject", value };
    case "status":
      return { label: "status", value };
    case "hex":
      return { label: "bytes", value };
    case "regex":
      return { label: isCaseSensitive ? "expression" : "expression, in any case,", value };
    case "subscription":
      return { label: "subscription", value };
    case "group":
      return { label: "all of", value };
  }
}
