// The causes that are certain or likely before anything is sent. Once a verdict explains them in full,
// this list shows their titles only.

import { useId } from "react";
import { CauseCard } from "@/components/connect/cause-list";
import { useBridge } from "@/components/connect/use-bridge";
import { useClock } from "@/components/shared/use-clock";
import { useNow } from "@/components/shared/use-now";
import { useVault } from "@/components/shared/use-vault";
import { warningsBeforeConnecting } from "@/lib/page/diagnosis/before-connecting";
import { namesOf } from "@/lib/page/diagnosis/trust/names";
import type { AttemptRecord } from "@/lib/shared/facts/attempt";
import type { CredsFacts, EntryId } from "@/lib/shared/facts/creds";
import type { SessionState } from "@/lib/shared/protocol/protocol";

export interface BeforeConnectingProps {
  readonly id: EntryId;
  readonly facts: CredsFacts;
  /** A verdict with causes is shown below. */
  readonly isExplained: boolean;
}

export function BeforeConnecting({ id, facts, isExplained }: BeforeConnectingProps) {
  const titleId = useId();
  const now = useNow(5_000);
  const trust = useVault((state) => state.trust);
  const clock = useClock(id);
  const accepted = useVault(({ sessions }) => acceptedAttempt(sessions.get(id)));
  const bridge = useBridge(id, facts);
  const observations = { attempt: accepted, server: null, clock, bridge };
  const causes = warningsBeforeConnecting(facts, trust, now, observations);
  if (causes.length === 0) return null;
  const names = namesOf(facts, trust);
  return (
    <section aria-labelledby={titleId} className="mt-3">
      <h2 id={titleId} className="mb-1.5 text-data font-semibold text-ink-2">
        Before connecting
      </h2>
      <ul className={isExplained ? "grid gap-1" : "grid gap-2"}>
        {causes.map((cause) => (
          <CauseCard
            key={cause.code}
            cause={cause}
            isBrief={isExplained}
            names={names}
            isBeforeConnecting
          />
        ))}
      </ul>
    </section>
  );
}

/** What the server accepted is not reported as wrong, even if the clock of this machine disagrees. */
function acceptedAttempt(session: SessionState | undefined): AttemptRecord | null {
  return session?.attempt?.end === "pong" ? session.attempt : null;
}
