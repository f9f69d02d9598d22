// All that the vault can do, one handler per operation of protocol.ts: keyring and sessions behind one
// face. Made by serve.ts, once per worker. Every subject, header and address is checked here or
// below before anything goes to a server; expected failures are results.

import { fail, ok, type Result } from "@/lib/shared/base/result";
import type { ActionFault } from "@/lib/shared/facts/action-fault";
import type { HeaderList, RepeatTemplate, Seq } from "@/lib/shared/facts/console";
import type { EntryId } from "@/lib/shared/facts/creds";
import {
  checkPublishSubject,
  checkQueueGroup,
  checkSubscribeSubject,
  fitsOneLine,
  type SubjectResult,
} from "@/lib/shared/grammar/subject";
import type { VaultEvent } from "@/lib/shared/protocol/protocol";
import { fetchAccounts } from "@/lib/vault/keyring/account-fetch";
import { CleanedCopies } from "@/lib/vault/keyring/cleaned-copies";
import {
  FileImporter,
  fetchSample,
  type ImportTarget,
  takeBytes,
} from "@/lib/vault/keyring/file-import";
import { Keyring } from "@/lib/vault/keyring/keyring";
import { checkHeaders } from "@/lib/vault/message-store/store/header-block";
import type { SendFault } from "@/lib/vault/nats/connection";
import type { Session } from "@/lib/vault/session/session";
import type { SessionCreds } from "@/lib/vault/session/session-facts";
import { Renewals } from "@/lib/vault/worker/renewals";
import type { Handlers } from "./handlers";
import { createLogHandlers } from "./log-handlers";
import type * as Probes from "./permission-tries";

export interface VaultContext {
  /** Origin of the page, such as "https://host:443". */
  readonly pageOrigin: string;
  emit(event: VaultEvent): void;
}

/** Trying things is a bundle of its own: most sessions never do. */
async function withProbes<T>(
  use: (part: typeof Probes) => Promise<Result<T, ActionFault>>,
): Promise<Result<T, ActionFault>> {
  const part = await import("./permission-tries").catch(() => null);
  return part === null ? fail("part-missing") : use(part);
}

const PASTE = { kind: "paste", name: "pasted text" } as const;
const MIN_TIME_LIMIT_MS = 100;
const MAX_TIME_LIMIT_MS = 600_000;
const MAX_TIMES = 1e12;

/** Connections, nats.ws and the message store: fetched when there are creds that may need them. */
let sessionCode: typeof import("@/lib/vault/session/session") | null = null;
const fetchSessionCode = async () => {
  sessionCode ??= await import("@/lib/vault/session/session");
};
/** Ahead of the click; should it fail, the connect asks again and says so. */
const fetchAhead = () => void fetchSessionCode().catch(() => {});

export function createVault({ pageOrigin, emit }: VaultContext): Handlers {
  const keyring = new Keyring();
  const sessions = new Map<EntryId, Session>();
  const copies = new CleanedCopies();
  const streams = createLogHandlers(
    (id) => {
      const found = session(id);
      return found.ok ? ok(found.value.subscriptions) : found;
    },
    () => [...sessions.values()].map(({ subscriptions }) => subscriptions.reader),
    emit,
  );
  const host = {
    isPageHttps: pageOrigin.startsWith("https:"),
    pageOrigin,
    limits: streams.limits,
    emit,
  };

  const credsOf = (id: EntryId): SessionCreds | null => {
    const entry = keyring.get(id);
    if (!entry || entry.jwt === null || entry.facts.unusable !== null) return null;
    return { id, identity: { jwt: entry.jwt, signer: entry.box }, facts: () => entry.facts };
  };
  const sessionOf = (creds: SessionCreds): Session => {
    const known = sessions.get(creds.id);
    if (known !== undefined) return known;
    if (sessionCode === null) throw new Error("sessions are made by connect first");
    const made = new sessionCode.Session(creds, host);
    sessions.set(creds.id, made);
    return made;
  };
  const renewals = new Renewals({
    keyring,
    sessions,
    credsOf,
    sessionOf,
    releaseCopies: (id) => copies.releaseOf(id),
    emit,
  });
  const target: ImportTarget = { keyring, emit, renew: (id) => renewals.arrived(id) };
  const intake = new FileImporter(target);

  /** The session of an entry; there is none before its first connect. */
  const session = (id: EntryId): Result<Session, ActionFault> => {
    const found = sessions.get(id);
    if (found !== undefined) return ok(found);
    return fail(keyring.get(id) === undefined ? "not-loaded" : "not-connected");
  };

  const connect: Handlers["connect"] = async ({ id, address, timeLimitMs, ...plan }) => {
    await fetchSessionCode();
    const entry = keyring.get(id);
    if (entry === undefined) return fail("not-loaded");
    const { unusable } = entry.facts;
    if (unusable !== null) return { ok: false, fault: unusable };
    const creds = credsOf(id);
    if (creds === null) return fail("creds/no-jwt");
    const problem = refusal("subject-invalid", checkPublishSubject(plan.inboxPrefix));
    if (problem !== null) return problem;
    const limitMs = clamp(timeLimitMs, MIN_TIME_LIMIT_MS, MAX_TIME_LIMIT_MS);
    return sessionOf(creds).connect(address, limitMs, plan);
  };

  const forget = (ids: readonly EntryId[]) => {
    for (const id of ids) {
      renewals.callOff(id);
      sessions.get(id)?.leave();
      sessions.delete(id);
      copies.releaseOf(id);
      keyring.forget(id);
    }
    emit({ kind: "entriesForgotten", ids });
  };

  return {
    openFiles: async ({ files, ...part }) => {
      fetchAhead();
      return ok(await intake.take(files, part));
    },
    openText: async ({ bytes }) => {
      fetchAhead();
      return ok(await takeBytes(target, bytes, PASTE));
    },
    openSample: async ({ path, name }) => {
      fetchAhead();
      const bytes = await fetchSample(path, pageOrigin);
      if (!bytes.ok) return bytes;
      return ok(await takeBytes(target, bytes.value, { kind: "sandbox", name }));
    },
    readFacts: ({ id }) => {
      const facts = keyring.facts(id);
      return facts === undefined ? fail("not-loaded") : ok(facts);
    },
    forget: ({ id }) => {
      if (keyring.get(id) === undefined) return fail("not-loaded");
      forget([id]);
      return ok(null);
    },
    forgetAll: () => {
      forget(keyring.ids());
      keyring.forgetTrust();
      emit({ kind: "trustChanged", trust: [] });
      return ok(null);
    },
    cleanedCopy: ({ id }) => {
      const entry = keyring.get(id);
      return entry === undefined ? fail("not-loaded") : copies.make(entry);
    },
    releaseCopy: ({ url }) => {
      copies.release(url);
      return ok(null);
    },
    connect,
    disconnect: ({ id }) => {
      const found = session(id);
      if (found.ok) found.value.disconnect();
      return found.ok ? ok(null) : found;
    },
    probeHost: async ({ id }) => {
      const found = session(id);
      return found.ok ? found.value.probe() : found;
    },
    subscribe: async ({ id, subject, queue, max }) => {
      const found = session(id);
      if (!found.ok) return found;
      const problem = checkSubscription(subject, queue);
      if (problem !== null) return problem;
      return found.value.withOpen((connection) =>
        found.value.subscriptions.subscribe(
          connection,
          subject,
          queue,
          Math.max(0, Math.trunc(max)),
        ),
      );
    },
    unsubscribe: async ({ id, subscription, drain }) => {
      const found = session(id);
      return found.ok ? found.value.subscriptions.unsubscribe(subscription, drain) : found;
    },
    publish: async ({ id, ...message }) => {
      const found = session(id);
      if (!found.ok) return found;
      const problem = checkPublish(message);
      if (problem !== null) return problem;
      return found.value.withOpen(async (connection) =>
        noted(found.value, message.subject, await connection.publish(message)),
      );
    },
    repeatStart: async ({ id, template, times, perSecond }) => {
      const found = session(id);
      if (!found.ok) return found;
      const { previewTemplate } = await import("@/lib/shared/console/repeat-template");
      const preview = previewTemplate(template, 1);
      if (!preview.ok) return preview;
      const [first] = preview.value;
      const problem = first === undefined ? null : checkPublish(first);
      if (problem !== null) return problem;
      const pace = perSecond === null ? null : clamp(perSecond, 0.01, MAX_TIMES);
      const order = { template, times: Math.trunc(clamp(times, 1, MAX_TIMES)), perSecond: pace };
      return found.value.repeat(order);
    },
    repeatControl: ({ id, run, action }) => {
      const found = session(id);
      if (!found.ok) return found;
      const repeat = found.value.repeats.find(run);
      return repeat === null ? fail("not-found") : ok(repeat.control(action));
    },
    request: async ({ id, timeoutMs, maxReplies, ...message }) => {
      const found = session(id);
      if (!found.ok) return found;
      const problem = checkMessage(message);
      if (problem !== null) return problem;
      const replies: Seq[] = [];
      const elapsed: number[] = [];
      return found.value.withOpen(async (connection) => {
        const end = await connection.request(message, {
          timeoutMs: clamp(timeoutMs, 1, MAX_TIME_LIMIT_MS),
          maxReplies: Math.max(1, maxReplies),
          isQuiet: false,
          onReply: (parts, elapsedMs, isAnswer) => {
            const seq = found.value.subscriptions.appendReply(parts, message.subject, elapsedMs);
            if (!isAnswer || seq === null) return;
            replies.push(seq);
            elapsed.push(elapsedMs);
          },
        });
        if (!end.ok) return noted(found.value, message.subject, end);
        return ok({
          replies,
          elapsedMs: elapsed,
          noResponders: end.value === "no-responders",
          timedOut: end.value === "timed-out",
        });
      });
    },
    askRights: ({ id }) => {
      const found = session(id);
      return found.ok ? found.value.askRights() : found;
    },
    trySubscribe: ({ id, subject, queue }) => {
      const found = session(id);
      if (!found.ok) return found;
      const problem = checkSubscription(subject, queue);
      return problem ?? withProbes((part) => part.trySubscribe(found.value, { subject, queue }));
    },
    tryPublish: ({ id, ...message }) => {
      const found = session(id);
      if (!found.ok) return found;
      const problem = checkMessage({ ...message, headers: [] });
      return problem ?? withProbes((part) => part.tryPublish(found.value, message));
    },
    tryReach: ({ from, to, ...reach }) => {
      const [one, other] = [session(from), session(to)];
      if (!one.ok) return one;
      if (!other.ok) return other;
      const problem =
        checkMessage({ subject: reach.publish, headers: [] }) ??
        checkSubscription(reach.subscribe, reach.queue);
      const timeoutMs = clamp(reach.timeoutMs, MIN_TIME_LIMIT_MS, MAX_TIME_LIMIT_MS);
      const request = { ...reach, timeoutMs };
      return problem ?? withProbes((part) => part.tryReach(one.value, other.value, request));
    },
    readJetStream: ({ id, domain }) => {
      const found = session(id);
      if (!found.ok) return found;
      const problem = domain === "" ? null : checkName(domain);
      if (problem !== null) return problem;
      return withProbes((part) => part.describeJetStream(found.value, domain));
    },
    readStream: ({ id, domain, stream }) => {
      const found = session(id);
      if (!found.ok) return found;
      const problem = checkName(stream) ?? (domain === "" ? null : checkName(domain));
      if (problem !== null) return problem;
      return withProbes((part) => part.describeStream(found.value, domain, stream));
    },
    ...streams.handlers,
    readFrames: ({ id, after }) => {
      const found = session(id);
      return found.ok ? ok(found.value.readFrames(after)) : found;
    },
    fetchAccounts: async ({ id, accounts }) => {
      const found = session(id);
      if (!found.ok) return found;
      return found.value.withOpen((connection) =>
        fetchAccounts({ session: found.value, connection, keyring, emit }, accounts),
      );
    },
    ping: () => ok(null),
  };
}

function checkPublish(message: RepeatTemplate): Result<never, ActionFault> | null {
  const { subject, reply } = message;
  const problem = checkMessage(message);
  if (problem !== null) return problem;
  if (!fitsOneLine(subject, reply)) return fail("subject-invalid", { reason: "too-long" });
  return reply === "" ? null : refusal("subject-invalid", checkPublishSubject(reply));
}

function checkSubscription(subject: string, queue: string): Result<never, ActionFault> | null {
  return (
    refusal("subject-invalid", checkSubscribeSubject(subject)) ??
    (queue === "" ? null : refusal("queue-invalid", checkQueueGroup(queue))) ??
    (fitsOneLine(subject, queue) ? null : fail("subject-invalid", { reason: "too-long" }))
  );
}

/** The name of a stream or domain is one part of a subject. */
function checkName(name: string): Result<never, ActionFault> | null {
  const problem = refusal("subject-invalid", checkPublishSubject(name));
  return (
    problem ?? (name.includes(".") ? fail("subject-invalid", { reason: "empty-token" }) : null)
  );
}

function checkMessage(message: {
  readonly subject: string;
  readonly headers: HeaderList;
}): Result<never, ActionFault> | null {
  const problem = refusal("subject-invalid", checkPublishSubject(message.subject));
  if (problem !== null) return problem;
  const headers = checkHeaders(message.headers);
  return headers.ok ? null : headers;
}

function refusal(
  code: "subject-invalid" | "queue-invalid",
  check: SubjectResult,
): Result<never, ActionFault> | null {
  return check.ok ? null : fail(code, { ...check.fault.params, reason: check.fault.code });
}

/** A payload that we refuse ourselves stands in the stream as what the server would have said. */
function noted<T>(
  session: Session,
  subject: string,
  result: Result<T, SendFault>,
): Result<T, SendFault> {
  if (!result.ok && result.fault.code === "payload-too-large") {
    const { bytes, limit } = result.fault.params ?? {};
    session.subscriptions.notice("limits/payload", subject, `${bytes} > ${limit}`);
  }
  return result;
}

function clamp(value: number, low: number, high: number): number {
  return Number.isFinite(value) ? Math.min(Math.max(value, low), high) : high;
}
