// Account JWTs from a server: who may ask for them, and asking. Only ever after a click.

import { shortKey } from "@/lib/page/diagnosis/texts/evidence";
import { type Standing, standingOf } from "@/lib/page/diagnosis/trust/system-standing";
import { showToast } from "@/lib/page/state/toasts";
import type { VaultState } from "@/lib/page/state/vault-store";
import { ask } from "@/lib/page/vault-link/vault-link";
import type { EntryId } from "@/lib/shared/facts/creds";
import type { AccountFetchResult } from "@/lib/shared/protocol/protocol";
import { sayFault } from "./file-actions";

/** A connected user that may ask, or may be allowed to. */
export interface Asker {
  readonly id: EntryId;
  readonly label: string;
  /** Address of the server that it is connected to. */
  readonly address: string;
  readonly standing: Exclude<Standing, "other">;
}

/** Questions under way at once; the vault answers for each such group together. */
const AT_ONCE = 16;

/** The best one to ask; null when no connection is, or could be, one of the system account. */
export function askerOf({ sessions, entries, trust }: VaultState, about?: string): Asker | null {
  let best: Asker | null = null;
  for (const { id, phase, server, attempt } of sessions.values()) {
    const entry = entries.get(id);
    if (phase !== "open" || server === null || attempt === null || entry === undefined) continue;
    const standing = standingOf(server, entry.account, trust);
    // A user whose standing is not known is hardly there to ask about its own account.
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

/** Fetches and says what came of it. `progress` counts the accounts asked for so far. */
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
    if (!reply.ok) return sayFault("The account JWTs were not fetched", reply.fault);
    source = reply.value.source;
    found.push(...reply.value.found);
    missing.push(...reply.value.missing);
    // Nobody answers such a user anything.
    if (missing.some(({ fault }) => fault.code === "not-system-account")) break;
  }
  await sayFetched(found, missing, source);
}

async function sayFetched(
  found: readonly string[],
  missing: AccountFetchResult["missing"],
  source: string,
): Promise<void> {
  const [first] = missing;
  const jwts = (count: number) => `${count} account ${count === 1 ? "JWT" : "JWTs"}`;
  if (first === undefined) {
    showToast(
      "good",
      `${jwts(found.length)} fetched`,
      `From ${source}. Verified like a dropped one.`,
    );
    return;
  }
  const title =
    found.length > 0
      ? `${jwts(found.length)} fetched, ${missing.length} not`
      : missing.length === 1
        ? `The JWT of account ${shortKey(first.account)} was not fetched`
        : `${jwts(missing.length)} were not fetched`;
  await sayFault(title, first.fault);
}
