// Says the headline of the verdict to screen readers, whichever view is shown: failures at once, others at the
// next pause. A live region has to exist before its text changes; otherwise nothing is announced.

import { useHeadline } from "@/components/connect/use-headline";
import { useVault } from "@/components/shared/use-vault";
import { type VerdictState, verdictStateOf } from "@/components/shared/verdict/verdict-state";
import { VisibleText } from "@/components/ui/visible-text";
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
  const { outcome, sentence } = useHeadline(id, facts, state);
  return <VisibleText>{sentence === "" ? outcome : `${outcome}: ${sentence}`}</VisibleText>;
}
