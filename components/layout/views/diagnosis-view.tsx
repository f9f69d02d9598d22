// The view Diagnosis: the answer of the server or what is certain before it, then the checks. It stays in the
// document while another view is shown.

import { BeforeConnecting } from "@/components/connect/before-connecting";
import { VerdictCard } from "@/components/connect/verdict-card";
import { ChecksList } from "@/components/identity/checks-list";
import { DifferenceNotice } from "@/components/permissions/difference-notice";
import { useVault } from "@/components/shared/use-vault";
import { verdictStateOf } from "@/components/shared/verdict/verdict-state";
import { showView } from "@/lib/page/state/panel-state";
import type { CredsFacts, EntryId } from "@/lib/shared/facts/creds";

export interface DiagnosisViewProps {
  readonly id: EntryId;
  readonly facts: CredsFacts;
}

export function DiagnosisView({ id, facts }: DiagnosisViewProps) {
  const isAsked = useVault((state) => verdictStateOf(facts, state.sessions.get(id)) !== null);
  return (
    <div className="@container">
      <div className="grid max-w-270 grid-cols-[minmax(0,1fr)] content-start gap-3.5 p-3 pb-8 sm:p-4 lg:px-6 lg:pt-5">
        <VerdictCard id={id} facts={facts} />
        {isAsked ? null : <BeforeConnecting id={id} facts={facts} />}
        <DifferenceNotice id={id} facts={facts} onShow={() => showView("permissions")} />
        <ChecksList id={id} facts={facts} />
      </div>
    </div>
  );
}
