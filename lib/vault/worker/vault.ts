// The vault: a facade over the keyring and the sessions, with one handler for each operation of protocol.ts.
// Made once per worker by serve.ts. Expected failures are results. No subject, header or address goes to a
// server unchecked.

import { clamp } from "@/lib/shared/base/clamp";
import { fail, ok, type Result } from "@/lib/shared/base/result";
import { yieldToEventLoop } from "@/lib/shared/base/yield-to-event-loop";
import type { ActionFault } from "@/lib/shared/facts/action-fault";
import type { EntryId } from "@/lib/shared/facts/creds";
import { parseAddress } from "@/lib/shared/grammar/address";
import type { VaultEvent } from "@/lib/shared/protocol/protocol";
import { fetchAccounts } from "@/lib/vault/keyring/account-fetch";
import { CleanedCopies } from "@/lib/vault/keyring/cleaned-copies";
import type { ImportTarget } from "@/lib/vault/keyring/enter-batch";
import { FileImporter } from "@/lib/vault/keyring/file-import";
import { Keyring } from "@/lib/vault/keyring/keyring";
import { factsOf } from "@/lib/vault/keyring/keyring-entry";
import { LoginBox } from "@/lib/vault/keyring/login-box";
import { fetchSample } from "@/lib/vault/keyring/read-files";
import type { Session } from "@/lib/vault/session/session";
import type { SessionCreds } from "@/lib/vault/session/session-facts";
import { createCheckHandlers } from "./check-handlers";
import type { Handlers, WithSession } from "./handlers";
import { createLogHandlers } from "./log-handlers";
import { createMessagingHandlers } from "./messaging-handlers";
import type * as PermissionTries from "./permission-tries";
import { Renewals } from "./renewals";
import { createSchemaHandlers } from "./schema-handlers";
import { createStoredHandlers } from "./stored-handlers";
import { validateInboxPrefix, validateMessage, validateSubscription } from "./validate-request";

export interface VaultContext {
  /** Origin of the page, such as "https://host:443". */
  readonly pageOrigin: string;
  emit(event: VaultEvent): void;
}

/** Entries that are forgotten before other work runs. */
const FORGOTTEN_AT_ONCE = 500;
const PASTE = { kind: "paste", name: "pasted text" } as const;
const MIN_TIME_LIMIT_MS = 100;
const MAX_TIME_LIMIT_MS = 600_000;

/** Loads a separate bundle, because most users never try a permission. */
async function withPermissionTries<T>(
  use: (tries: typeof PermissionTries) => Promise<Result<T, ActionFault>>,
): Promise<Result<T, ActionFault>> {
  const tries = await import("./permission-tries").catch(() => null);
  return tries === null ? fail("part-missing") : use(tries);
}

/** Connections, nats.ws and the message store, loaded when there are creds that may need them. */
let sessionCode: typeof import("@/lib/vault/session/session") | null = null;
const loadSessionCode = async () => {
  sessionCode ??= await import("@/lib/vault/session/session");
};
/** Loads it before the user clicks Connect. If this fails, `connect` loads it again and reports the failure. */
const preloadSessionCode = () => void loadSessionCode().catch(() => {});

export function createVault({ pageOrigin, emit }: VaultContext): Handlers {
  const keyring = new Keyring();
  const sessions = new Map<EntryId, Session>();
  const copies = new CleanedCopies();

  /** There is no session before the first connect of an entry. */
  const withSession: WithSession = (id, use) => {
    const session = sessions.get(id);
    if (session !== undefined) return use(session);
    return fail(keyring.get(id) === undefined ? "not-loaded" : "not-connected");
  };

  const schemas = createSchemaHandlers(() => logs.onSchemasChanged());
  const logs = createLogHandlers(
    (id) => withSession(id, ({ subscriptions }) => ok(subscriptions)),
    () => [...sessions.values()].map(({ subscriptions }) => subscriptions.reader),
    schemas.book,
    emit,
  );
  const host = {
    isPageHttps: pageOrigin.startsWith("https:"),
    pageOrigin,
    limits: logs.limits,
    emit,
  };

  const credsOf = (id: EntryId): SessionCreds | null => {
    const entry = keyring.get(id);
    if (!entry || entry.facts.unusable !== null) return null;
    const { jwt, box: signer } = entry;
    const identity = {
      jwt,
      signer,
      get login() {
        return entry.login;
      },
    };
    return { id, identity, facts: () => factsOf(entry) };
  };
  const checks = createCheckHandlers({
    ...host,
    timeLimits: { min: MIN_TIME_LIMIT_MS, max: MAX_TIME_LIMIT_MS },
    credsOf,
  });
  const sessionOf = (creds: SessionCreds): Session => {
    const known = sessions.get(creds.id);
    if (known !== undefined) return known;
    if (sessionCode === null) throw new Error("sessions are made by connect first");
    const session = new sessionCode.Session(creds, host);
    sessions.set(creds.id, session);
    return session;
  };
  const renewals = new Renewals({
    keyring,
    sessions,
    credsOf,
    sessionOf,
    releaseCopies: (id) => copies.releaseAllOf(id),
    emit,
  });
  const onJoined = (ids: readonly EntryId[]) => {
    for (const id of ids) {
      const [creds, session] = [credsOf(id), sessions.get(id)];
      copies.releaseAllOf(id);
      if (creds === null || session === undefined) continue;
      // An open connection of the seed alone stays. The next one uses the JWT as well.
      if (session.isOpen) session.setCreds(creds);
      else session.renew(creds, true);
    }
  };
  const target: ImportTarget = { keyring, emit, renew: (id) => renewals.renew(id), onJoined };
  const importer = new FileImporter(target);

  const putLogin = (id: EntryId, login: LoginBox | null): Result<null, ActionFault> => {
    keyring.setLogin(id, login);
    const entry = keyring.summary(id);
    if (entry === undefined) {
      login?.wipe();
      return fail("not-loaded");
    }
    emit({ kind: "entriesChanged", entries: [entry] });
    return ok(null);
  };

  const forgetEntries = (ids: readonly EntryId[]) => {
    checks.drop(ids);
    for (const id of ids) {
      renewals.cancel(id);
      sessions.get(id)?.leave();
      sessions.delete(id);
      copies.releaseAllOf(id);
      keyring.forget(id);
    }
    emit({ kind: "entriesForgotten", ids });
  };

  const forgetInTurns = async (ids: readonly EntryId[]) => {
    forgetEntries(ids.slice(0, FORGOTTEN_AT_ONCE));
    for (let from = FORGOTTEN_AT_ONCE; from < ids.length; from += FORGOTTEN_AT_ONCE) {
      await yieldToEventLoop();
      forgetEntries(ids.slice(from, from + FORGOTTEN_AT_ONCE));
    }
  };

  return {
    openFiles: async ({ files, ...position }) => {
      preloadSessionCode();
      return ok(await importer.importFiles(files, position));
    },
    openText: async ({ bytes }) => {
      preloadSessionCode();
      return ok(await importer.importBytes(bytes, PASTE));
    },
    openSample: async ({ path, name }) => {
      preloadSessionCode();
      const { signal } = importer;
      const bytes = await fetchSample(path, pageOrigin);
      if (!bytes.ok) return bytes;
      return ok(await importer.importBytes(bytes.value, { kind: "sandbox", name }, signal));
    },
    readFacts: ({ id }) => {
      const facts = keyring.facts(id);
      return facts === undefined ? fail("not-loaded") : ok(facts);
    },
    readManyFacts: ({ ids }) => ok(ids.flatMap((id) => keyring.facts(id) ?? [])),
    forget: ({ id }) => {
      if (keyring.get(id) === undefined) return fail("not-loaded");
      forgetEntries([id]);
      return ok(null);
    },
    forgetTrust: ({ id }) => {
      if (!keyring.forgetOneTrust(id)) return fail("not-loaded");
      emit({ kind: "trustChanged", trust: keyring.trust() });
      return ok(null);
    },
    readTrustJwt: ({ id }) => {
      const encoded = keyring.encodedTrust(id);
      return encoded === undefined ? fail("not-loaded") : ok({ encoded });
    },
    forgetMany: async ({ ids }) => {
      await forgetInTurns(ids.filter((id) => keyring.get(id) !== undefined));
      return ok(null);
    },
    forgetAll: async () => {
      importer.stop();
      await forgetInTurns(keyring.ids());
      keyring.forgetTrust();
      emit({ kind: "trustChanged", trust: [] });
      return ok(null);
    },
    setLogin: ({ id, login }) => {
      const box = LoginBox.take(login);
      if (!box.ok) return box;
      return putLogin(id, box.value);
    },
    removeLogin: ({ id }) => putLogin(id, null),
    cleanedCopy: ({ id }) => {
      const entry = keyring.get(id);
      return entry === undefined ? fail("not-loaded") : copies.make(entry);
    },
    cleanedCopies: () => {
      const entries = keyring.ids().flatMap((id) => keyring.get(id) ?? []);
      return copies.makeAll(entries, new Date());
    },
    releaseCopy: ({ url }) => {
      copies.release(url);
      return ok(null);
    },
    connect: async ({ id, address, timeLimitMs, ...plan }) => {
      await loadSessionCode();
      const entry = keyring.get(id);
      if (entry === undefined) return fail("not-loaded");
      const { unusable } = entry.facts;
      if (unusable !== null) return { ok: false, fault: unusable };
      const creds = credsOf(id);
      if (creds === null) return fail("creds/no-jwt");
      const problem = validateInboxPrefix(plan.inboxPrefix);
      if (problem !== null) return problem;
      const limitMs = clamp(timeLimitMs, MIN_TIME_LIMIT_MS, MAX_TIME_LIMIT_MS);
      return sessionOf(creds).connect(address, limitMs, plan);
    },
    disconnect: ({ id }) =>
      withSession(id, (session) => {
        session.disconnect();
        return ok(null);
      }),
    askMonitoring: async ({ host: name, port }) => {
      const address = parseAddress(`ws://${name}:${port}`, false);
      if (!address.ok || address.value.host !== name || !Number.isInteger(port)) {
        return fail("net/bad-url", { reason: "not-a-url" });
      }
      const part = await import("@/lib/vault/nats/monitoring").catch(() => null);
      if (part === null) return fail("part-missing");
      const mayAskHttp = !host.isPageHttps || address.value.isLoopback;
      const scheme = mayAskHttp ? "http" : "https";
      return ok(await part.readMonitoring(`${scheme}://${name}:${port}/varz`));
    },
    probeHost: ({ id }) => withSession(id, (session) => session.probe()),
    probeAddress: async ({ address }) => {
      const parsed = parseAddress(address, host.isPageHttps);
      if (!parsed.ok) return parsed;
      const part = await import("@/lib/vault/nats/host-probe").catch(() => null);
      if (part === null) return fail("part-missing");
      return ok(await part.probeHost(parsed.value, { ...host, onFrame: () => {} }));
    },
    askRights: ({ id }) => withSession(id, (session) => session.askRights()),
    trySubscribe: ({ id, subject, queue }) =>
      withSession(id, (session) => {
        const problem = validateSubscription(subject, queue);
        return (
          problem ?? withPermissionTries((tries) => tries.trySubscribe(session, { subject, queue }))
        );
      }),
    tryPublish: ({ id, ...message }) =>
      withSession(id, (session) => {
        const problem = validateMessage({ ...message, headers: [] });
        return problem ?? withPermissionTries((tries) => tries.tryPublish(session, message));
      }),
    tryReach: ({ from, to, ...reach }) =>
      withSession(from, (sender) =>
        withSession(to, (listener) => {
          const problem =
            validateMessage({ subject: reach.publish, headers: [] }) ??
            validateSubscription(reach.subscribe, reach.queue);
          const timeoutMs = clamp(reach.timeoutMs, MIN_TIME_LIMIT_MS, MAX_TIME_LIMIT_MS);
          return (
            problem ??
            withPermissionTries((tries) =>
              tries.tryReach(sender, listener, { ...reach, timeoutMs }),
            )
          );
        }),
      ),
    ...createStoredHandlers(withSession, logs),
    readFrames: ({ id, after }) => withSession(id, (session) => ok(session.readFrames(after))),
    fetchAccounts: ({ id, accounts }) =>
      withSession(id, (session) =>
        session.withOpen((connection) =>
          fetchAccounts({ session, connection, keyring, emit }, accounts),
        ),
      ),
    ...createMessagingHandlers(withSession, logs),
    ...checks.handlers,
    ...logs.handlers,
    ...schemas.handlers,
    ping: () => ok(null),
  };
}
