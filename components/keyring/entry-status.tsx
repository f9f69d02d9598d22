// The mark at the end of a keyring row: shape, colour and a word, from the last outcome or, before any
// attempt, from what the file alone shows.

import {
  CircleCheck,
  CircleDashed,
  CircleMinus,
  CircleX,
  LoaderCircle,
  type LucideIcon,
  OctagonAlert,
  TriangleAlert,
} from "lucide-react";
import { cx } from "@/lib/page/base/cx";
import type { EntrySummary } from "@/lib/shared/facts/creds";
import type { SessionState } from "@/lib/shared/protocol/protocol";

interface Mark {
  readonly icon: LucideIcon;
  readonly word: string;
  readonly className: string;
}

const CONNECTED: Mark = { icon: CircleCheck, word: "connected", className: "text-ok" };
const WAITING: Mark = { icon: LoaderCircle, word: "waiting to retry", className: "text-warn" };
const CONNECTING: Mark = { icon: LoaderCircle, word: "connecting", className: "text-accent" };

const OUTCOMES = {
  unreadable: { icon: OctagonAlert, word: "cannot be used", className: "text-bad" },
  unreachable: { icon: CircleX, word: "server not reached", className: "text-warn" },
  refused: { icon: CircleX, word: "refused", className: "text-bad" },
  unchecked: { icon: TriangleAlert, word: "connected, not checked", className: "text-warn" },
  accepted: { icon: CircleCheck, word: "accepted, not connected now", className: "text-ink-3" },
  ended: { icon: CircleMinus, word: "ended", className: "text-bad" },
} satisfies Record<string, Mark>;

const UNTRIED = {
  sound: { icon: CircleDashed, word: "not tried", className: "text-ink-3" },
  warned: { icon: TriangleAlert, word: "not tried, with warnings", className: "text-warn" },
  broken: { icon: CircleX, word: "not tried, will not work", className: "text-bad" },
} satisfies Record<EntrySummary["soundness"], Mark>;

function markOf(entry: EntrySummary, session: SessionState | undefined): Mark {
  if (entry.unusable !== null) return OUTCOMES.unreadable;
  if (session?.phase === "connecting") return CONNECTING;
  if (session?.phase === "waiting") return WAITING;
  if (!session?.outcome) return UNTRIED[entry.soundness];
  if (session.phase === "open" && session.outcome === "accepted") return CONNECTED;
  return OUTCOMES[session.outcome];
}

/** Value of data-status: the last outcome, `unreadable` for what can never connect, else none. */
export function statusOf(entry: EntrySummary, session: SessionState | undefined) {
  return entry.unusable !== null ? "unreadable" : (session?.outcome ?? undefined);
}

export interface EntryStatusProps {
  readonly entry: EntrySummary;
  readonly session: SessionState | undefined;
}

export function EntryStatus({ entry, session }: EntryStatusProps) {
  const { icon: Icon, word, className } = markOf(entry, session);
  return (
    <span title={word} className={cx("shrink-0", className)}>
      <Icon aria-hidden className="size-3.5" strokeWidth={2.25} />
      <span className="sr-only">, {word}</span>
    </span>
  );
}
