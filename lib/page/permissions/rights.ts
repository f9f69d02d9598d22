// The permissions in force for loaded creds: by the loaded JWTs, and as the server reported them. Called
// by components and by the connect plan. Whether user JWT, template or defaults set them: nats-server server/auth.go
// (processClientOrLeafAuthentication), server/accounts.go (buildInternalNkeyUser).

import type { Import } from "@/lib/page/diagnosis/trust/account-claims";
import { chainOf } from "@/lib/page/diagnosis/trust/chain";
import { scopedUser } from "@/lib/page/diagnosis/trust/effective";
import type { TemplateForm } from "@/lib/page/diagnosis/trust/scope-template";
import type { IdentityAnswer, ServerFacts } from "@/lib/shared/facts/attempt";
import type {
  CredsFacts,
  SubjectRules,
  TrustFacts,
  UserPermissions,
} from "@/lib/shared/facts/creds";
import type { Origin } from "./decision";
import { type Doubt, hasContent, parseEntry, type Rights } from "./rule-set";
import type { Entry } from "./subject-trie";
import { type ServerModel, serverModel } from "./versions/server-model";

/** Null without a user JWT. `model`: the server for which the result has to be right. */
export function rightsOf(
  facts: CredsFacts,
  trust: readonly TrustFacts[],
  model: ServerModel,
): Rights | null {
  if (model.isKnown) return rightsBy(facts, trust, model.templates);
  const rights = rightsBy(facts, trust, "inline");
  const older = rightsBy(facts, trust, "whole");
  const isSame = JSON.stringify(rights?.permissions) === JSON.stringify(older?.permissions);
  return rights === null || isSame ? rights : { ...rights, doubt: "version-differs" };
}

function rightsBy(
  facts: CredsFacts,
  trust: readonly TrustFacts[],
  form: TemplateForm,
): Rights | null {
  const { jwt } = facts;
  if (!jwt?.user) return null;
  const chain = chainOf(facts, trust, form);
  const claims = chain?.claims ?? null;
  const scope = chain?.scope ?? null;
  const template = scopedUser(facts, trust, form);
  const own = (template ?? jwt.user).permissions;
  const rights = (permissions: UserPermissions, origin: Origin, doubt: Doubt | null): Rights => ({
    permissions,
    origin,
    scopeRole: scope?.role ?? null,
    doubt,
    mappings: claims?.mappings ?? null,
    renamesImports: claims?.imports.some(isRenamed) ?? false,
    lacksQueues: false,
    lacksEmptyAllow: false,
  });
  if (facts.login !== undefined) return rights(own, "user-jwt", "by-callout");
  if (scope !== null && template === null) return rights(own, "scope-template", "template-fault");
  if (hasContent(own)) return rights(own, template ? "scope-template" : "user-jwt", null);
  if (claims !== null) {
    if (hasContent(claims.defaults)) return rights(claims.defaults, "account-default", null);
    return rights(own, template ? "scope-template" : "user-jwt", null);
  }
  const isBySigningKey = jwt.issuer !== (jwt.user.issuerAccount ?? jwt.issuer);
  return rights(own, "user-jwt", isBySigningKey ? "may-be-scoped" : "may-have-defaults");
}

const isRenamed = ({ kind, subject, localSubject }: Import): boolean =>
  kind === "stream" && localSubject !== "" && localSubject !== subject;

/**
 * The permissions that the server reported; null if it was not asked or did not answer. Its answer leaves
 * out an empty publish allow list, and on older servers the queue groups. These come from `own` if both agree
 * otherwise.
 */
export function rightsFromServer(
  answer: IdentityAnswer | null,
  own: Rights | null,
  model: ServerModel,
): Rights | null {
  const told = answer?.permissions ?? null;
  if (told === null) return null;
  const lacksQueues = !model.tellsQueues && hasEntries(told.subscribe);
  const { publish } = told;
  const lacksEmptyAllow = publish.allow === null && hasEntries(publish) && told.responses === null;
  const server: Rights = {
    permissions: told,
    origin: "server",
    scopeRole: own?.scopeRole ?? null,
    doubt: null,
    mappings: own?.mappings ?? null,
    renamesImports: own?.renamesImports ?? false,
    lacksQueues,
    lacksEmptyAllow,
  };
  if (own === null || own.doubt !== null) return server;
  const isSamePublish = isSameRules(told.publish, own.permissions.publish, false);
  const isSameSubscribe = isSameRules(told.subscribe, own.permissions.subscribe, lacksQueues);
  return {
    ...server,
    permissions: {
      publish: isSamePublish ? own.permissions.publish : told.publish,
      subscribe: isSameSubscribe ? own.permissions.subscribe : told.subscribe,
      responses: told.responses,
    },
    lacksQueues: lacksQueues && !isSameSubscribe,
    lacksEmptyAllow: lacksEmptyAllow && !isSamePublish,
  };
}

export interface KnownRights {
  /** Of the server, or of one that is not known. */
  readonly model: ServerModel;
  /** By the loaded JWTs; null without a user JWT. */
  readonly own: Rights | null;
  /** As the server reported. It enforces these, so they come before `own`; null where it did not say. */
  readonly reported: Rights | null;
}

/** `server`: of the open connection, or of the last one. */
export function knownRights(
  facts: CredsFacts,
  trust: readonly TrustFacts[],
  server: ServerFacts | null,
): KnownRights {
  const model = serverModel(server?.info.version ?? null);
  const own = rightsOf(facts, trust, model);
  return { model, own, reported: rightsFromServer(server?.identity ?? null, own, model) };
}

/** The entries that the server keeps, each once; without queue groups if the server does not report them. */
export function keptEntries(
  list: readonly string[] | null,
  withoutQueues: boolean,
): ReadonlySet<string> {
  const entries = (list ?? []).flatMap((text) => parseEntry(text, true) ?? []).filter(isKept);
  return new Set(
    entries.map(({ subject, queue }) =>
      withoutQueues || queue === "" ? subject : `${subject} ${queue}`,
    ),
  );
}

function isKept({ subject }: Entry): boolean {
  return !/(?:^|\.)>\./.test(subject);
}

function isSameRules(a: SubjectRules, b: SubjectRules, withoutQueues: boolean): boolean {
  const isSame = (one: readonly string[] | null, other: readonly string[] | null) => {
    const [left, right] = [keptEntries(one, withoutQueues), keptEntries(other, withoutQueues)];
    return left.size === right.size && [...left].every((entry) => right.has(entry));
  };
  return isSame(a.allow, b.allow) && isSame(a.deny, b.deny);
}

function hasEntries({ allow, deny }: SubjectRules): boolean {
  return (allow?.length ?? 0) + (deny?.length ?? 0) > 0;
}
