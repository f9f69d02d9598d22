// Runs a whole vault in Node, behind its real client and a real MessageChannel, and records its events. Called by
// the tests of lib/vault.

import { localVault } from "@/lib/check/local-vault";
import { connectPlan } from "@/lib/page/permissions/connect-plan";
import {
  createVaultClient,
  type VaultClient,
  type VaultWorker,
} from "@/lib/page/vault-link/vault-client";
import type { NoticeRow, WindowReply, WindowRequest } from "@/lib/shared/facts/console";
import type { SessionState, VaultEvent } from "@/lib/shared/protocol/protocol";
import { until } from "./run-to-end";

export const bytesOf = (text: string) => new TextEncoder().encode(text);
export const textOf = (bytes: Uint8Array) => new TextDecoder().decode(bytes);

export interface Rig {
  readonly client: VaultClient;
  readonly events: VaultEvent[];
  /** Loads the text of a creds file and returns the id of the entry. */
  load(creds: string): Promise<string>;
  session(id: string): SessionState | undefined;
  /** Connects and waits until the attempt has ended. */
  /** `inboxPrefix`: the preferred one. */
  connect(
    id: string,
    address: string,
    timeLimitMs?: number,
    inboxPrefix?: string | null,
  ): Promise<SessionState>;
  /**
   * Connects with creds that expire soon, and retries with a later expiry until they are still valid when the
   * server reads them, on a machine of any speed. `use` gives false when they had expired before it could do its work.
   */
  connectBeforeExpiry(
    make: (expSec: number) => Promise<string>,
    address: string,
    use?: (id: string) => Promise<boolean>,
  ): Promise<{ readonly id: string; readonly state: SessionState }>;
  /** Reads a window after the search for matching rows has ended. */
  window(id: string, filter?: string, from?: WindowRequest["from"]): Promise<WindowReply>;
  notices(id: string): Promise<NoticeRow[]>;
  /**
   * Waits for the first state that passes `check`, starting with the one at which the last wait ended. So it also
   * finds a state that lasted only for a moment.
   */
  waitFor(
    id: string,
    what: string,
    check: (session: SessionState) => boolean,
  ): Promise<SessionState>;
  close(): Promise<void>;
}

export const channelWorker = (pageOrigin = "http://localhost:4280"): VaultWorker =>
  localVault(pageOrigin);

export function startRig(pageOrigin?: string): Rig {
  const worker = channelWorker(pageOrigin);
  const client = createVaultClient(() => worker);
  const events: VaultEvent[] = [];
  client.onEvent((event) => events.push(event));
  client.start();

  const session = (id: string): SessionState | undefined => {
    const changes = events.filter((event) => event.kind === "sessionChanged");
    return changes.findLast((event) => event.session.id === id)?.session;
  };
  /** The index in `events` up to which the test has waited, for each entry. */
  const readTo = new Map<string, number>();
  const waitFor: Rig["waitFor"] = async (id, what, check) => {
    let index = readTo.get(id) ?? 0;
    let found: SessionState | undefined;
    const findNext = () => {
      for (; index < events.length; index += 1) {
        const event = events[index];
        if (event?.kind !== "sessionChanged" || event.session.id !== id) continue;
        if (!check(event.session)) continue;
        found = event.session;
        return true;
      }
      return false;
    };
    await until(findNext, what);
    readTo.set(id, index);
    if (found === undefined) throw new Error(`no state: ${what}`);
    return found;
  };
  const window: Rig["window"] = async (id, filter = "", from = "tail") => {
    const request = { filter: { text: filter }, from, count: 400, until: null };
    for (;;) {
      const reply = await client.call("readWindow", { id, window: request });
      if (!reply.ok) throw new Error(reply.fault.code);
      if (reply.value.search === null) return reply.value;
    }
  };
  const load: Rig["load"] = async (creds) => {
    const reply = await client.call("openText", { bytes: bytesOf(creds) });
    const id = reply.ok ? (reply.value.added[0] ?? reply.value.recognised[0]?.id) : undefined;
    if (id === undefined) throw new Error("the creds were not loaded");
    return id;
  };
  const connect: Rig["connect"] = async (id, address, timeLimitMs = 60_000, inboxPrefix = null) => {
    const facts = await client.call("readFacts", { id });
    const plan = connectPlan(facts.ok ? facts.value : null, [], inboxPrefix);
    const reply = await client.call("connect", { id, address, timeLimitMs, ...plan });
    if (!reply.ok) throw new Error(`${reply.fault.code} ${JSON.stringify(reply.fault.params)}`);
    // Events before the reply may be of an earlier session of the same creds, so they are skipped.
    readTo.set(id, events.length);
    return waitFor(id, "the end of the attempt", ({ phase, attempt }) => {
      return phase !== "connecting" && attempt !== null && attempt.end !== null;
    });
  };
  return {
    client,
    events,
    load,
    connect,
    async connectBeforeExpiry(make, address, use = async () => true) {
      for (let seconds = 2; ; seconds *= 2) {
        const exp = Math.floor(Date.now() / 1000) + seconds;
        const id = await load(await make(exp));
        const state = await connect(id, address);
        const isRefused = state.outcome === "refused" && Date.now() / 1000 > exp;
        const isTooLate = isRefused || (state.outcome === "accepted" && !(await use(id)));
        if (!isTooLate || seconds > 8) return { id, state };
      }
    },
    session,
    waitFor,
    window,
    async notices(id) {
      const { rows } = await window(id);
      return rows.filter((row) => row.kind === "notice");
    },
    async close() {
      await client.call("forgetAll", {});
      worker.terminate();
    },
  };
}
