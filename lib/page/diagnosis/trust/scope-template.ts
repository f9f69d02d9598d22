// Expands the template of a scoped signing key for one user, as the server does at login
// (nats-server server/auth.go, processUserPermissionsTemplate). Called by chain.ts. Pure.

import { fail, ok, type Result } from "@/lib/shared/base/result";
import type { SubjectRules, UserPermissions } from "@/lib/shared/facts/creds";

export interface TemplateUser {
  readonly name: string;
  readonly subject: string;
  readonly tags: readonly string[];
  readonly accountName: string;
  readonly accountSubject: string;
  readonly accountTags: readonly string[];
}

/**
 * inline: operations are allowed anywhere in an entry. whole: older servers, which know operations only as
 * whole parts between dots, in upper or lower case, and drop unknown ones (observed with nats-server 2.9.10 and 2.10.27:
 * lib/page/permissions/agreement.test.ts).
 */
export type TemplateForm = "inline" | "whole";

/** The param `entry` is the rule of the template because of which the login fails. */
export type TemplateFault = "undefined-operation" | "invalid-deny" | "too-many";

const MAX_SUBJECTS = 4096;
const OPERATION = /\{\{([^}]*)\}\}/gu;
const WHOLE_OPERATION = /(?<=^|\.)\{\{([^.]*)\}\}(?=\.|$)/gu;
/** Replaces a tag that the user does not have. No subject can contain it. */
const MISSING = " ";

export function expandTemplate(
  permissions: UserPermissions,
  user: TemplateUser,
  form: TemplateForm = "inline",
): Result<UserPermissions, TemplateFault> {
  const publish = expandRules(permissions.publish, user, form);
  if (!publish.ok) return publish;
  const subscribe = expandRules(permissions.subscribe, user, form);
  if (!subscribe.ok) return subscribe;
  const { responses } = permissions;
  return ok({ publish: publish.value, subscribe: subscribe.value, responses });
}

/** If nothing is left of an allow list, nothing is allowed: the server then denies ">". */
function expandRules(
  { allow, deny }: SubjectRules,
  user: TemplateUser,
  form: TemplateForm,
): Result<SubjectRules, TemplateFault> {
  const allowed = expandList(allow ?? [], user, form, false);
  if (!allowed.ok) return allowed;
  const denied = expandList(deny ?? [], user, form, true);
  if (!denied.ok) return denied;
  const isEmptied = allow !== null && allow.length > 0 && allowed.value.length === 0;
  return ok({
    allow: allow === null ? null : allowed.value,
    deny: isEmptied ? [...denied.value, ">"] : deny === null ? null : denied.value,
  });
}

function expandList(
  list: readonly string[],
  user: TemplateUser,
  form: TemplateForm,
  isDeny: boolean,
): Result<readonly string[], TemplateFault> {
  const operation = form === "inline" ? OPERATION : WHOLE_OPERATION;
  if (!list.some((entry) => entry.search(operation) >= 0)) return ok(list);
  const expanded: string[] = [];
  for (const entry of list) {
    const subjects = expandEntry(entry, user, form);
    if (subjects === null) return fail("undefined-operation", { entry });
    for (const subject of subjects) {
      // In a list with a template, an entry with a queue group is not a subject either.
      if (isSubject(subject)) expanded.push(subject);
      else if (isDeny) return fail("invalid-deny", { entry });
    }
    if (expanded.length > MAX_SUBJECTS) return fail("too-many", { entry, limit: MAX_SUBJECTS });
  }
  return ok(expanded);
}

/** Every combination of the values of its operations; null when one is not defined. */
function expandEntry(
  entry: string,
  user: TemplateUser,
  form: TemplateForm,
): readonly string[] | null {
  let subjects = [entry];
  const isInline = form === "inline";
  for (const [text, operation = ""] of entry.matchAll(isInline ? OPERATION : WHOLE_OPERATION)) {
    const found = isInline ? valuesOf(operation, user) : valuesOf(operation.toLowerCase(), user);
    if (found === null && isInline) return null;
    const values = found ?? [MISSING];
    subjects = subjects.flatMap((subject) =>
      values.map((value) => subject.replace(text, () => value)),
    );
    if (subjects.length > MAX_SUBJECTS) return subjects;
  }
  return subjects;
}

function valuesOf(operation: string, user: TemplateUser): readonly string[] | null {
  const name = operation.trim();
  switch (name.toLowerCase()) {
    case "name()":
      return [user.name];
    case "subject()":
      return [user.subject];
    case "account-name()":
      return [user.accountName];
    case "account-subject()":
      return [user.accountSubject];
  }
  const tag = /^(account-)?tag\((.*)\)$/iu.exec(name);
  if (!tag) return null;
  const [, ofAccount, argument = ""] = tag;
  // The server removes the prefix in lower case only, so {{TAG(x)}} looks for a tag of that name.
  const isWritten = name.startsWith(ofAccount ? "account-tag(" : "tag(");
  const prefix = `${argument.toLowerCase()}:`;
  const tags = ofAccount ? user.accountTags : user.tags;
  const values = isWritten
    ? tags.filter((one) => one.startsWith(prefix)).map((one) => one.slice(prefix.length))
    : [];
  return values.length > 0 ? values : [MISSING];
}

function isSubject(subject: string): boolean {
  const parts = subject.split(".");
  return (
    !/\s/u.test(subject) &&
    parts.every((part, at) => part !== "" && (part !== ">" || at === parts.length - 1))
  );
}
