// The status mark at the end of a keyring row: icon, colour and a text for screen readers. It comes from
// the last outcome or, before any attempt, from the file.

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
  readonly text: string;
  readonly className: string;
}

const CONNECTED: Mark = { icon: CircleCheck, text: "connected", className: "text-ok" };
const WAITING: Mark = { icon: LoaderCircle, text: "waiting to retry", className: "text-warn" };
const CONNECTING: Mark = { icon: LoaderCircle, text: "connecting", className: "text-accent" };

const OUTCOMES = {
  unreadable: { icon: OctagonAlert, text: "cannot be used", className: "text-bad" },
  unreachable: { icon: CircleX, text: "no answer", className: "text-warn" },
  refused: { icon: CircleX, text: "refused", className: "text-bad" },
  unchecked: { icon: TriangleAlert, text: "connected, creds not checked", className: "text-warn" },
  accepted: { icon: CircleCheck, text: "accepted, not connected", className: "text-ink-3" },
  ended: { icon: CircleMinus, text: "ended", className: "text-bad" },
} satisfies Record<string, Mark>;

const UNTRIED = {
  sound: { icon: CircleDashed, text: "not tried", className: "text-ink-3" },
  warned: { icon: TriangleAlert, text: "not tried, with warnings", className: "text-warn" },
  broken: { icon: CircleX, text: "not tried, will not work", className: "text-bad" },
} satisfies Record<EntrySummary["soundness"], Mark>;

function markOf(entry: EntrySummary, session: SessionState | undefined): Mark {
  if (entry.unusable !== null) return OUTCOMES.unreadable;
  if (session?.phase === "connecting") return CONNECTING;
  if (session?.phase === "waiting") return WAITING;
  if (!session?.outcome) return UNTRIED[entry.soundness];
  if (session.phase === "open" && session.outcome === "accepted") return CONNECTED;
  return OUTCOMES[session.outcome];
}

/** The value of data-status: `unreadable` for creds that can never connect, else the last outcome. */
export function statusOf(entry: EntrySummary, session: SessionState | undefined) {
  return entry.unusable !== null ? "unreadable" : (session?.outcome ?? undefined);
}

export interface EntryStatusProps {
  readonly entry: EntrySummary;
  readonly session: SessionState | undefined;
}

export function EntryStatus({ entry, session }: EntryStatusProps) {
  const { icon: Icon, text, className } = markOf(entry, session);
  return (
    <span title={text} className={cx("shrink-0", className)}>
      <Icon aria-hidden className="size-3.5" strokeWidth={2.25} />
      <span className="sr-only">, {text}</span>
    </span>
  );
}
