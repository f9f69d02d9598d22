// Says the headline of the verdict to screen readers, whichever view is shown: failures at once, others at the
// next pause. A live region has to exist before its text changes; otherwise nothing is announced.

import { useClock } from "@/components/shared/use-clock";
import { useNames } from "@/components/shared/use-names";
import { useNow } from "@/components/shared/use-now";
import { useVault } from "@/components/shared/use-vault";
import { headlineOf } from "@/components/shared/verdict/headline-text";
import { type VerdictState, verdictStateOf } from "@/components/shared/verdict/verdict-state";
import { VisibleText } from "@/components/ui/visible-text";
import { causeText } from "@/lib/page/diagnosis/texts/cause-text";
import { verdictOf } from "@/lib/page/diagnosis/verdict";
import type { CredsFacts, EntryId } from "@/lib/shared/facts/creds";

export interface VerdictAnnouncerProps {
  readonly id: EntryId;
  readonly facts: CredsFacts | null;
}

export function VerdictAnnouncer({ id, facts }: VerdictAnnouncerProps) {
  const state = useVault(({ sessions }) => verdictStateOf(facts, sessions.get(id)));
  const isPolite = state === "accepted" || state === "connecting" || state === "unchecked";
  const text = facts !== null && state !== null ? <Spoken {...{ id, facts, state }} /> : null;
  return (
    <div className="sr-only">
      <p role="status">{isPolite ? text : null}</p>
      <p role="alert">{isPolite ? null : text}</p>
    </div>
  );
}

interface SpokenProps {
  readonly id: EntryId;
  readonly facts: CredsFacts;
  readonly state: VerdictState;
}

function Spoken({ id, facts, state }: SpokenProps) {
  const session = useVault(({ sessions }) => sessions.get(id));
  const trust = useVault((store) => store.trust);
  const now = useNow(60_000);
  const clock = useClock(id);
  const names = useNames(facts);
  const observations = session ? { ...session, clock } : null;
  const causes = verdictOf(facts, observations, now, trust)?.causes ?? [];
  const first = causes.find(({ certainty }) => certainty !== "ruled-out");
  const { outcome, sentence } = headlineOf(
    state,
    first ? { cause: first, text: causeText(first, now, names) } : null,
  );
  return <VisibleText>{sentence === "" ? outcome : `${outcome}: ${sentence}`}</VisibleText>;
}
