// The lines of the last check, for an export and for the command line: every creds of it on every server, sorted by
// file.

import { type CheckAsked, type CheckLine, linesOf, sortLines } from "@/lib/page/check/check-lines";
import { checkResultOf, checkStore } from "@/lib/page/state/check-store";
import { vaultStore } from "@/lib/page/state/vault-store";
import type { EntryId } from "@/lib/shared/facts/creds";
import { factsInBatches } from "./facts-in-batches";

/** Without a check, `ids` are the creds, and no server was asked. */
export async function readCheckLines(
  asked: CheckAsked,
  ids: readonly EntryId[] = checkStore.getState().ids,
): Promise<readonly CheckLine[]> {
  const lines: CheckLine[] = [];
  for await (const facts of factsInBatches(ids)) {
    const check = checkStore.getState();
    const { trust } = vaultStore.getState();
    const servers = check.servers.length === 0 ? [null] : check.servers;
    for (const [column, server] of servers.entries()) {
      const result = checkResultOf(check, facts.id, column);
      lines.push(...linesOf(facts, server, result, trust, asked, Date.now()));
    }
  }
  return sortLines(lines);
}
