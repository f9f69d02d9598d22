// Checking many creds against servers. `startCheck` is called only from a click that shows the servers and the number
// of connections. The vault makes the attempts; here each result gets its causes, as a single attempt does.

import { configStore, defaultsFor } from "@/lib/page/config/config";
import { loginModeOf } from "@/lib/page/diagnosis/login-mode";
import { type ObservedSession, verdictOf } from "@/lib/page/diagnosis/verdict";
import { connectPlan } from "@/lib/page/permissions/connect-plan";
import {
  type CheckedServer,
  type CheckResult,
  checkStore,
  NO_CHECK,
} from "@/lib/page/state/check-store";
import { vaultStore } from "@/lib/page/state/vault-store";
import { ask } from "@/lib/page/vault-link/vault-calls";
import { type CheckEvent, onChecked, onVaultReady } from "@/lib/page/vault-link/vault-events";
import { ok, type Result } from "@/lib/shared/base/result";
import { yieldToEventLoop } from "@/lib/shared/base/yield-to-event-loop";
import { clockOf } from "@/lib/shared/diagnosis/clock-comparison";
import type { ActionFault } from "@/lib/shared/facts/action-fault";
import type { CheckObservation } from "@/lib/shared/facts/check";
import type { CredsFacts, EntryId } from "@/lib/shared/facts/creds";
import { maskQuery } from "@/lib/shared/grammar/address";
import type { CheckStartRequest } from "@/lib/shared/protocol/requests";
import { factsInBatches } from "./facts-in-batches";

const RATE_OVER_MS = 4_000;
/** The page works no longer at a stretch. */
const SLICE_MS = 4;

/** Results are worked on in the order in which they come. */
let work: Promise<void> = Promise.resolve();
let isFollowing = false;
/** The number of the run that was asked for last; null when the vault did not start it. */
let asked: Promise<number | null> = Promise.resolve(null);
/** The number of the run that started last. */
let startedRun = 0;
/** Events of runs up to this number are late. */
let lastRun = 0;
let samples: { readonly at: number; readonly done: number }[] = [];

/**
 * A failure leaves an earlier check as it was, and so does `isWanted` when it gives false before the first connection.
 * `atATime`: connections to one server at a time.
 */
export async function startCheck(
  ids: readonly EntryId[],
  servers: readonly CheckedServer[],
  atATime: number | null = null,
  isWanted: () => boolean = () => true,
): Promise<Result<null, ActionFault>> {
  const config = configStore.getState();
  const { entries, trust } = vaultStore.getState();
  const loaded = ids.filter((id) => entries.has(id));
  const creds: CheckStartRequest["creds"][number][] = [];
  const unreadable = new Map<EntryId, CheckResult>();
  const { inboxPrefix } = defaultsFor(config, servers[0]?.address ?? "");
  for await (const facts of factsInBatches(loaded)) {
    const { id, unusable, context } = facts;
    if (unusable === null) {
      const plan = connectPlan(facts, trust, context?.inboxPrefix ?? inboxPrefix);
      creds.push({ id, ...plan });
      continue;
    }
    const verdict = verdictOf(facts, null, Date.now(), trust);
    if (verdict !== null) unreadable.set(id, { verdict, observation: null });
  }
  if (!isWanted()) return ok(null);
  const left = loaded.filter((id) => vaultStore.getState().entries.has(id));
  follow();
  const [known, before, askedBefore] = [lastRun, checkStore.getState(), asked];
  checkStore.setState({
    ...NO_CHECK,
    ids: left,
    // A query may hold the token of a proxy. From here on only the vault needs it.
    servers: servers.map((one) => ({ ...one, address: maskQuery(one.address) })),
    results: servers.map(() => new Map(unreadable)),
    silences: servers.map(() => null),
    tellers: servers.map(() => null),
    version: before.version + 1,
    startedAt: Date.now(),
  });
  samples = [];
  lastRun = startedRun;
  const answer = ask("checkStart", {
    creds,
    servers: servers.map(({ address, perSecond }) => ({ address, perSecond })),
    timeLimitMs: config.attemptMs,
    atATime,
  });
  const own = answer.then((reply) => (reply.ok ? reply.value.run : null));
  asked = own;
  const reply = await answer;
  if (reply.ok) startedRun = reply.value.run;
  // Meanwhile the results may have been closed, and another check may have been asked for.
  if (asked !== own) return reply.ok ? ok(null) : reply;
  if (reply.ok) {
    lastRun = reply.value.run - 1;
    return ok(null);
  }
  [lastRun, asked] = [known, askedBefore];
  checkStore.setState(before);
  return reply;
}

/** For the run that is shown, also before the vault has reported of it. Nothing happens before one was asked for. */
export function controlCheck(action: "pause" | "resume" | "stop"): void {
  void asked.then((run) => (run === null ? null : ask("checkControl", { run, action })));
}

/** Forgets the results. A check that runs is stopped. */
export function closeCheck(): void {
  controlCheck("stop");
  asked = Promise.resolve(null);
  lastRun = startedRun;
  checkStore.setState({ ...NO_CHECK, version: checkStore.getState().version + 1 });
}

/** Keeps the results up to date with what the vault reports and with the loaded account JWTs, from the first check on. */
function follow(): void {
  if (isFollowing) return;
  isFollowing = true;
  onChecked((event) => {
    work = work.then(() => take(event));
  });
  vaultStore.subscribe((now, before) => {
    if (now.trust !== before.trust && checkStore.getState().ids.length > 0) {
      work = work.then(judgeAgain);
    }
  });
  // A new vault counts its checks from 1.
  onVaultReady(() => {
    asked = Promise.resolve(null);
    startedRun = 0;
    lastRun = 0;
  });
}

async function take({ progress, cells }: CheckEvent): Promise<void> {
  if (progress.run <= lastRun) return;
  const facts = new Map<EntryId, CredsFacts>();
  for await (const one of factsInBatches([...new Set(cells.map(({ id }) => id))])) {
    facts.set(one.id, one);
  }
  const state = checkStore.getState();
  if (progress.run <= lastRun || state.ids.length === 0) return;
  const tellers = [...state.tellers];
  let hasNewTeller = false;
  for (const { column, ...observation } of cells) {
    if (observation.server?.identity == null || tellers[column] !== null) continue;
    tellers[column] = observation;
    hasNewTeller = true;
  }
  if (hasNewTeller) checkStore.setState({ tellers });
  await judgeAll(cells, facts, state.startedAt);
  if (progress.run <= lastRun || checkStore.getState().startedAt !== state.startedAt) return;
  // Before the run is told to be over.
  if (hasNewTeller) await judgeAgain();
  const isOver = progress.state === "done" || progress.state === "stopped";
  const silences = await silencesOf(progress.columns.map(({ silence }) => silence));
  checkStore.setState({
    progress,
    silences,
    version: checkStore.getState().version + 1,
    endedAt: isOver ? (state.endedAt ?? Date.now()) : null,
    perSecond: rateNow(progress.columns.reduce((sum, { done }) => sum + done, 0)),
  });
}

/**
 * In slices, so that the frames of the page come between. Meanwhile creds may be forgotten, and another check than that of
 * `startedAt` may begin.
 */
async function judgeAll(
  cells: CheckEvent["cells"],
  facts: ReadonlyMap<EntryId, CredsFacts>,
  startedAt: number,
): Promise<void> {
  let sliceEnd = performance.now() + SLICE_MS;
  for (const { id, column, ...observation } of cells) {
    const own = facts.get(id);
    const check = checkStore.getState();
    if (check.startedAt !== startedAt) return;
    const results = check.results[column];
    if (own === undefined || results === undefined) continue;
    if (!vaultStore.getState().entries.has(id)) continue;
    (results as Map<EntryId, CheckResult>).set(id, judge(own, observation, column));
    if (performance.now() < sliceEnd) continue;
    await yieldToEventLoop();
    sliceEnd = performance.now() + SLICE_MS;
  }
}

function rateNow(done: number): number {
  const at = Date.now();
  samples = [...samples.filter((one) => at - one.at < RATE_OVER_MS), { at, done }];
  const [first] = samples;
  if (first === undefined || at - first.at < 500) return checkStore.getState().perSecond;
  return ((done - first.done) * 1000) / (at - first.at);
}

function judge(facts: CredsFacts, observation: CheckObservation, column: number): CheckResult {
  const { trust } = vaultStore.getState();
  const verdict = verdictOf(facts, observationsOf(observation, column), Date.now(), trust);
  return { verdict: verdict ?? { outcome: observation.outcome, causes: [] }, observation };
}

/** With the clock and the kind of login that an accepted attempt showed, as the diagnosis of a session has them. */
export function observationsOf(observation: CheckObservation, column: number): ObservedSession {
  const { pageClock } = vaultStore.getState();
  const teller = checkStore.getState().tellers[column] ?? null;
  const told = teller === null ? [] : [teller];
  return {
    ...observation,
    hostProbe: null,
    clock: clockOf(observation, told, pageClock),
    loginMode: loginModeOf(observation.attempt, told),
  };
}

/** Why servers are silent. That does not depend on the creds, so the first ones stand for all. */
async function silencesOf(
  silences: readonly (CheckObservation | null)[],
): Promise<readonly (CheckResult | null)[]> {
  if (silences.every((silence) => silence === null)) return silences.map(() => null);
  const { ids, silences: before } = checkStore.getState();
  const isKnown = silences.every(
    (silence, column) =>
      silence?.attempt.startedAt === before[column]?.observation?.attempt.startedAt,
  );
  // The same object, so that rows which show it are not made again with each report.
  if (isKnown) return before;
  for await (const facts of factsInBatches(ids)) {
    if (facts.unusable !== null) continue;
    return silences.map((silence, column) =>
      silence === null ? null : judge(facts, silence, column),
    );
  }
  return silences.map(() => null);
}

/** Account JWTs came or went, or a server told what it is: what was refused may be proven now. */
async function judgeAgain(): Promise<void> {
  const { ids, results: known } = checkStore.getState();
  const answered = ids.filter((id) => known.some((own) => own.get(id)?.observation != null));
  for await (const facts of factsInBatches(answered)) {
    const { results } = checkStore.getState();
    for (const [column, own] of results.entries()) {
      const known = own.get(facts.id);
      if (known?.observation == null) continue;
      const judged = judge(facts, known.observation, column);
      (own as Map<EntryId, CheckResult>).set(facts.id, judged);
    }
  }
  checkStore.setState({ version: checkStore.getState().version + 1 });
}
