// Fetching account JWTs from a server: which connection may ask for them, and the requests themselves.
// They are sent after a click only.

import { type Standing, standingOf } from "@/lib/page/diagnosis/trust/system-standing";
import { showToast } from "@/lib/page/state/toasts";
import type { VaultState } from "@/lib/page/state/vault-store";
import { ask } from "@/lib/page/vault-link/vault-calls";
import type { AccountFetchResult } from "@/lib/shared/facts/action-fault";
import type { EntryId } from "@/lib/shared/facts/creds";
import { showFault } from "./fault-toast";
import { accountText } from "./texts/account-text";

/** A connected user that may ask the server, or whose standing is not known. */
export interface Asker {
  readonly id: EntryId;
  readonly label: string;
  /** Address of the server that it is connected to. */
  readonly address: string;
  readonly standing: Exclude<Standing, "other">;
}

/** Accounts in one call. The vault answers for all of them together. */
const AT_ONCE = 16;

/** The best user to ask. Null when no connection belongs, or may belong, to the system account. */
export function askerOf({ sessions, entries, trust }: VaultState, about?: string): Asker | null {
  let best: Asker | null = null;
  for (const { id, phase, server, attempt } of sessions.values()) {
    const entry = entries.get(id);
    if (phase !== "open" || server === null || attempt === null || entry === undefined) continue;
    const standing = standingOf(server, entry.account, trust);
    // A user of unknown standing is hardly of the system account if the question is its own account.
    if (standing === "other" || (standing === "unknown" && entry.account === about)) continue;
    if (best?.standing === "system") break;
    if (best === null || standing === "system") {
      best = { id, label: entry.label, address: attempt.address, standing };
    }
  }
  return best;
}

/** Every account that a loaded user names. */
export function accountsOf({ entries }: Pick<VaultState, "entries">): readonly string[] {
  const named = [...entries.values()].flatMap(({ account }) => account ?? []);
  return [...new Set(named)].filter((account) => /^A[A-Z2-7]{55}$/.test(account));
}

/** Fetches account JWTs and shows the result. `progress` gets the number of accounts asked for so far. */
export async function fetchAccounts(
  asker: Asker,
  accounts: readonly string[],
  progress: (done: number) => void = () => {},
): Promise<void> {
  const found: string[] = [];
  const missing: AccountFetchResult["missing"][number][] = [];
  let source = "";
  for (let done = 0; done < accounts.length; done += AT_ONCE) {
    progress(done);
    const group = accounts.slice(done, done + AT_ONCE);
    const reply = await ask("fetchAccounts", { id: asker.id, accounts: group });
    if (!reply.ok) return showFault(accountText.notFetched, reply.fault);
    source = reply.value.source;
    found.push(...reply.value.found);
    missing.push(...reply.value.missing);
    // Further requests of such a user get no answer either.
    if (missing.some(({ fault }) => fault.code === "not-system-account")) break;
  }
  await showFetched(found, missing, source);
}

async function showFetched(
  found: readonly string[],
  missing: AccountFetchResult["missing"],
  source: string,
): Promise<void> {
  const [first] = missing;
  if (first === undefined) {
    showToast("good", accountText.allFetched(found.length), accountText.from(source));
    return;
  }
  const title = accountText.someMissing(found.length, missing.length, first.account);
  await showFault(title, first.fault);
}
