// Opens one result of a check: in the workbench, as if the attempt had been made there. Creds that have a connection
// keep it, so their result is shown as a report above the table.

import { openCreds } from "@/lib/page/actions/overview-actions";
import { reportOf } from "@/lib/page/diagnosis/report/report";
import { checkResultOf, checkStore, openedAttempts } from "@/lib/page/state/check-store";
import { putSession, vaultStore } from "@/lib/page/state/vault-store";
import { ask } from "@/lib/page/vault-link/vault-calls";
import type { EntryId } from "@/lib/shared/facts/creds";
import type { Report } from "@/lib/shared/facts/report";
import { DEFAULT_INBOX_PREFIX } from "@/lib/shared/grammar/inbox";
import { observationsOf } from "./check-actions";

export interface CheckedReport {
  /** The name of the creds. */
  readonly title: string;
  readonly report: Report;
}

/** Null when the workbench shows it. */
export async function openChecked(id: EntryId, column: number): Promise<CheckedReport | null> {
  const result = checkResultOf(checkStore.getState(), id, column);
  if (result === null) return null;
  const { observation } = result;
  const { sessions, trust, entries } = vaultStore.getState();
  const session = sessions.get(id);
  if (observation !== null && session !== undefined && session.phase !== "idle") {
    const facts = await ask("readFacts", { id });
    if (!facts.ok) return null;
    const seen = observationsOf(observation, column);
    return {
      title: entries.get(id)?.label ?? id,
      report: reportOf(facts.value, seen, trust, Date.now()),
    };
  }
  if (observation !== null) {
    openedAttempts.add(observation.attempt);
    putSession({
      id,
      phase: "idle",
      ...observation,
      retryAt: null,
      inboxPrefix: DEFAULT_INBOX_PREFIX,
      hostProbe: null,
      localNetwork: null,
      cuts: null,
    });
  }
  openCreds(id);
  return null;
}
