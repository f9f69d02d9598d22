// Asks a real server and lib/page/permissions the same questions and reports where they differ. Shared by
// agreement.test.ts and the larger run of scripts/agreement.mjs.

import { decide, filteringRules, isFilteredOut } from "@/lib/page/permissions/decide";
import type { Question } from "@/lib/page/permissions/decision";
import { differenceOf } from "@/lib/page/permissions/difference";
import { rightsFromServer, rightsOf } from "@/lib/page/permissions/rights";
import { compileRules, type RuleSet } from "@/lib/page/permissions/rule-set";
import { serverModel } from "@/lib/page/permissions/versions/server-model";
import type { CredsFacts, TrustFacts } from "@/lib/shared/facts/creds";
import { matchesPattern } from "@/lib/shared/grammar/subject";
import type { Random } from "@/lib/testing/random";
import { readCreds } from "@/lib/vault/creds/read-creds";
import { readUserInfo } from "@/lib/vault/nats/user-info";
import { type GeneratedCase, makePattern, makeQueue, makeSubject } from "./generated-world";
import { pub, RawClient, sub, unsub } from "./raw-client";

export interface Tally {
  /** Pairs of permission set and subject that the server was asked about. */
  pairs: number;
  /** Messages that a wildcard subscription should or should not get. */
  deliveries: number;
  /** Permission sets whose effective permissions the server sent, so that they could be compared. */
  told: number;
  /** Decisions that lib/page/permissions left open. */
  unknown: number;
  readonly disagreements: string[];
}

export interface JudgingServer {
  readonly clientUrl: string;
  readonly version: string;
}

const PAIRS_A_CASE = 12;
const SUBJECTS_A_FILTER = 12;

export async function judgeCase(
  one: GeneratedCase,
  { clientUrl, version }: JudgingServer,
  random: Random,
  tally: Tally,
): Promise<void> {
  const { facts, trust } = await factsOf(one);
  const model = serverModel(version);
  const rights = rightsOf(facts, trust, model);
  if (rights === null) throw new Error("no rights");
  const questions = Array.from({ length: PAIRS_A_CASE }, (_, index): Question => {
    const isPublish = index % 2 === 0;
    const subject = makeSubject(random, one.entries, isPublish);
    if (isPublish) return { action: "publish", subject, queue: "" };
    return { action: "subscribe", subject, queue: makeQueue(random) };
  });
  const differs = (what: string) => {
    const set = JSON.stringify([rights.permissions, ...(rights.mappings ?? [])]);
    tally.disagreements.push(`${one.kind} ${rights.origin} ${set}: ${what}`);
  };
  let client: RawClient;
  try {
    client = await RawClient.open(clientUrl, one.user);
  } catch (error) {
    if (rights.doubt !== "template-fault") differs(`login: ${String(error)}`);
    return;
  }
  if (rights.doubt !== null) differs(`login was expected to fail: ${rights.doubt}`);
  const rules = compileRules(rights, model);
  const answers = await client.ask(
    questions.map(({ action, subject, queue }) =>
      action === "publish" ? pub(subject) : `${sub(subject, queue, 7)}${unsub(7)}`,
    ),
  );
  const wide: Question[] = [];
  for (const [index, question] of questions.entries()) {
    const { kind, reason } = decide(rules, question);
    const errors = answers[index]?.errors ?? [];
    const isDenied = errors.length > 0;
    tally.pairs += 1;
    if (kind === "unknown") {
      tally.unknown += 1;
      const isOpen = reason === "mappings-differ" || reason === "mapping-not-followed";
      if (!isOpen) differs(`unknown: ${reason}`);
    } else if (isDenied !== (kind === "denied")) {
      differs(
        `${JSON.stringify(question)} was ${kind} (${reason}), server: ${errors.join() || "ok"}`,
      );
    } else if (question.action === "subscribe" && !isDenied && /[*>]/.test(question.subject)) {
      wide.push(question);
    }
  }
  const told = await askUserInfo(client, await RawClient.open(clientUrl, one.account.admin));
  client.close();
  if (told !== null) {
    tally.told += 1;
    const server = rightsFromServer(told, rights, model);
    const difference = server && differenceOf(rights, server, model);
    if (!difference?.isSame) differs(`server told ${JSON.stringify(told.permissions)}`);
  }
  if (one.account.hasMappings) return;
  for (const question of wide.slice(0, 2)) {
    await judgeDelivery(one, clientUrl, rules, question, random, tally, differs);
  }
}

/** Compares what a wildcard subscription on a new connection gets of messages near the deny entries. */
async function judgeDelivery(
  one: GeneratedCase,
  clientUrl: string,
  rules: RuleSet,
  { subject, queue }: Question,
  random: Random,
  tally: Tally,
  differs: (what: string) => void,
): Promise<void> {
  const admin = await RawClient.open(clientUrl, one.account.admin);
  const client = await RawClient.open(clientUrl, one.user);
  await client.ask([sub(subject, queue, 1)]);
  const near = [...(rules.rights.permissions.subscribe.deny ?? []), subject];
  const subjects = Array.from({ length: SUBJECTS_A_FILTER }, () =>
    makeSubject(random, near, true).replace(/[*>]/g, () => makePattern(random, 0).slice(0, 1)),
  ).filter((name) => !/^[_$]/.test(name));
  await admin.ask(subjects.map((name) => pub(name)));
  const [answer] = await client.ask([""]);
  admin.close();
  client.close();
  const got = new Set(answer?.messages.map((message) => message.subject));
  const { kind } = decide(rules, { action: "subscribe", subject, queue });
  const left = filteringRules(rules, subject, queue);
  if ((kind === "filtered") !== left.length > 0) differs(`${subject} ${queue}: ${kind}, ${left}`);
  for (const name of new Set(subjects)) {
    const isExpected =
      matchesPattern(subject, name) && !isFilteredOut(rules, { subject, queue }, name);
    tally.deliveries += 1;
    if (got.has(name) !== isExpected) {
      const word = isExpected ? "did not arrive" : "arrived";
      differs(`SUB ${subject} ${queue} (${kind}): ${name} ${word}`);
    }
  }
}

async function factsOf(
  one: GeneratedCase,
): Promise<{ readonly facts: CredsFacts; readonly trust: readonly TrustFacts[] }> {
  const read = (text: string) =>
    readCreds(new TextEncoder().encode(text), { kind: "paste", name: "", bytes: 0 });
  const [creds] = await read(one.user.creds);
  const [account] = await read(one.account.jwt);
  if (creds?.kind !== "creds" || account?.kind !== "trust") throw new Error("cannot be read");
  const facts = { ...creds.facts, id: "", sources: [], sameUserAs: null };
  return { facts, trust: [account.facts] };
}

const question = (inbox: string) => [sub(inbox, "", 9), pub("$SYS.REQ.USER.INFO", inbox)];
/** A mapping of the account can redirect the admin's question. Then no answer comes. */
const ADMIN_WAITS_MS = 5000;

/** Null where this user may not ask, or the server has no such service (before 2.10). */
async function askUserInfo(client: RawClient, admin: RawClient) {
  const answers = [...(await client.ask(question("_INBOX.info")))];
  // Another goroutine of the server answers, in order. The user's answer, if there is one, has arrived as soon
  // as the admin has an answer, or the notice that there is no such service.
  const until = performance.now() + ADMIN_WAITS_MS;
  const behind = [...(await admin.ask(question("_INBOX_admin.info")))];
  while (behind.every(({ messages }) => messages.length === 0) && performance.now() < until)
    behind.push(...(await admin.ask([""])));
  answers.push(...(await client.ask([""])));
  admin.close();
  const [message] = answers.flatMap(({ messages }) => messages);
  if (message === undefined) return null;
  const payload = new TextEncoder().encode(message.payload);
  return readUserInfo(payload, 0, client.serverId)?.answer ?? null;
}
