// What the cells of a row say: the status with its cause, the time until the expiry, and permissions in brief.

import {
  CircleCheck,
  CircleDashed,
  CircleMinus,
  CircleX,
  Clock,
  FileX2,
  TriangleAlert,
} from "lucide-react";
import { VisibleText } from "@/components/ui/visible-text";
import { cx } from "@/lib/page/base/cx";
import { formatSpanShort } from "@/lib/page/format/duration";
import { formatDate } from "@/lib/page/format/time";
import type { OverviewRow, Status } from "@/lib/page/overview/overview-rows";
import type { Breadth, RightsNote } from "@/lib/page/overview/rights-book";
import type { SubjectRules } from "@/lib/shared/facts/creds";

const LOOKS = {
  accepted: { icon: CircleCheck, className: "text-ok" },
  refused: { icon: CircleX, className: "text-bad" },
  expired: { icon: Clock, className: "text-bad" },
  unreadable: { icon: FileX2, className: "text-ink-2" },
  "not-tried": { icon: CircleDashed, className: "text-ink-3" },
  other: { icon: CircleMinus, className: "text-warn" },
} satisfies Record<Status, { icon: typeof Clock; className: string }>;

const OTHERS: Readonly<Record<string, string>> = {
  unreachable: "No answer",
  unchecked: "Not checked by the server",
  ended: "Ended",
};

function statusWords({ status, cause, expiresAtSec, outcome, isWaiting }: OverviewRow): string {
  switch (status) {
    case "accepted":
      return "Accepted";
    case "expired":
      return `Expired ${formatDate(expiresAtSec ?? 0)}`;
    case "refused":
      return cause || "Refused";
    case "unreadable":
      return cause || "Unreadable";
    case "not-tried":
      if (isWaiting) return "Waiting";
      return cause === "" ? "Not tried" : `Not tried: ${cause}`;
    case "other":
      return cause || (OTHERS[outcome ?? ""] ?? "No answer");
  }
}

export function StatusText({ row }: { readonly row: OverviewRow }) {
  const { icon: Icon, className } = LOOKS[row.status];
  const words = statusWords(row);
  const isBad = row.status === "refused" || row.status === "expired";
  return (
    <span title={words} className="flex min-w-0 items-center gap-1.75">
      <Icon aria-hidden className={cx("size-3.5 shrink-0", className)} strokeWidth={2} />
      <span
        className={cx(
          "truncate",
          isBad ? "text-bad" : row.status === "accepted" ? "" : "text-ink-2",
        )}
      >
        <VisibleText>{words}</VisibleText>
      </span>
    </span>
  );
}

export function ExpiryText({ row, nowMs }: { readonly row: OverviewRow; readonly nowMs: number }) {
  const { expiresAtSec, status, isExpiring } = row;
  if (expiresAtSec === null) return status === "unreadable" ? "–" : "never";
  const left = expiresAtSec - nowMs / 1_000;
  return (
    <span
      title={formatDate(expiresAtSec)}
      className={cx(status === "expired" ? "text-bad" : isExpiring && "text-warn")}
    >
      {left < 0 ? `${formatSpanShort(-left)} ago` : formatSpanShort(left)}
    </span>
  );
}

/** Why "any subject" is not certain. */
const DOUBTS: Readonly<Record<string, string>> = {
  "may-have-defaults":
    "These creds set no permissions. The account may set defaults that do. Add the account JWT, or connect, to know.",
  "by-callout": "An auth callout may give other permissions.",
  "version-differs": "Server versions expand the template of these creds differently.",
};

export function PermissionsText({ row: { note } }: { readonly row: OverviewRow }) {
  if (note === undefined) return null;
  if (note.rules === null) return <span className="text-ink-3">–</span>;
  const { rights } = note.rules;
  if (note.publish === "unknown") {
    return (
      <span
        className="text-ink-3"
        title="A signing key of the account decides. Add the account JWT, or connect, to know."
      >
        not known without the account JWT
      </span>
    );
  }
  const wide = wideWords(note);
  return (
    <span className="flex min-w-0 items-center gap-1.5">
      {wide === "" ? null : (
        <span
          title={
            DOUBTS[rights.doubt ?? ""] ??
            "No rule, or the rule >, lets these creds use any subject."
          }
          className="flex shrink-0 items-center gap-1 rounded bg-warn-soft px-1.5 text-hint font-medium text-warn"
        >
          <TriangleAlert aria-hidden className="size-3" />
          any subject
        </span>
      )}
      {wide === "" ? null : <span className="shrink-0 text-data text-ink-2">{wide}</span>}
      <Rules word="pub" breadth={note.publish} rules={rights.permissions.publish} />
      <Rules word="sub" breadth={note.subscribe} rules={rights.permissions.subscribe} />
    </span>
  );
}

function wideWords({ publish, subscribe, hasNoLimits }: RightsNote): string {
  const limits = hasNoLimits ? ", no limits" : "";
  if (publish === "any") {
    return `${subscribe === "any" ? "publish and subscribe" : "publish"}${limits}`;
  }
  return subscribe === "any" ? `subscribe${limits}` : "";
}

interface RulesProps {
  readonly word: string;
  readonly breadth: Breadth;
  readonly rules: SubjectRules;
}

function Rules({ word, breadth, rules }: RulesProps) {
  if (breadth === "any") return null;
  const [first = "nothing", ...more] = rules.allow ?? [];
  return (
    <span className="flex min-w-0 items-baseline gap-1" title={(rules.allow ?? []).join("\n")}>
      <span className="text-hint text-ink-3">{word}</span>
      <span className={cx("truncate text-data", breadth !== "nothing" && "mono")}>
        <VisibleText>{first}</VisibleText>
      </span>
      {more.length === 0 ? null : <span className="text-hint text-ink-3">+{more.length}</span>}
    </span>
  );
}
