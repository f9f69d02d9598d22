// Permissions in plain words, each with an example that the help decides with the rules of the server. A test compares
// each with the answer that its words promise.

import type { Action, DecisionKind } from "@/lib/page/permissions/decision";
import type { UserPermissions } from "@/lib/shared/facts/creds";

export interface PermissionExample {
  /** The rule in one or two sentences. */
  readonly says: string;
  readonly permissions: UserPermissions;
  readonly action: Action;
  readonly subject: string;
  readonly queue: string;
  /** The answer that the words promise. */
  readonly kind: DecisionKind;
}

const NO_RULES = { allow: null, deny: null };
const NONE: UserPermissions = { publish: NO_RULES, subscribe: NO_RULES, responses: null };

const allow = (...subjects: string[]) => ({ allow: subjects, deny: null });

export const PERMISSION_EXAMPLES: readonly PermissionExample[] = [
  {
    says: "Without any list, everything is allowed.",
    permissions: NONE,
    action: "publish",
    subject: "orders.eu",
    queue: "",
    kind: "allowed",
  },
  {
    says: "With an allow list, everything else is denied. * stands for exactly one part of a subject.",
    permissions: { ...NONE, publish: allow("orders.*") },
    action: "publish",
    subject: "orders.eu.created",
    queue: "",
    kind: "denied",
  },
  {
    says: "> stands for one or more parts, at the end.",
    permissions: { ...NONE, publish: allow("orders.>") },
    action: "publish",
    subject: "orders.eu.created",
    queue: "",
    kind: "allowed",
  },
  {
    says: "With a deny list alone, everything that it does not name is allowed.",
    permissions: { ...NONE, publish: { allow: null, deny: ["admin.>"] } },
    action: "publish",
    subject: "orders.eu",
    queue: "",
    kind: "allowed",
  },
  {
    says: "Deny wins over allow.",
    permissions: { ...NONE, publish: { allow: ["orders.>"], deny: ["orders.secret.>"] } },
    action: "publish",
    subject: "orders.secret.keys",
    queue: "",
    kind: "denied",
  },
  {
    says: "A subscription that is wider than a deny entry is accepted. The denied messages are left out without an error.",
    permissions: { ...NONE, subscribe: { allow: null, deny: ["orders.secret.>"] } },
    action: "subscribe",
    subject: "orders.>",
    queue: "",
    kind: "filtered",
  },
  {
    says: "A subscription that is wider than the allow list is denied as a whole.",
    permissions: { ...NONE, subscribe: allow("orders.eu.>") },
    action: "subscribe",
    subject: "orders.>",
    queue: "",
    kind: "denied",
  },
  {
    says: "An entry with a second word allows the subject for that queue group only.",
    permissions: { ...NONE, subscribe: allow("orders.> workers") },
    action: "subscribe",
    subject: "orders.>",
    queue: "",
    kind: "denied",
  },
  {
    says: "With that queue group the same subscription is allowed.",
    permissions: { ...NONE, subscribe: allow("orders.> workers") },
    action: "subscribe",
    subject: "orders.>",
    queue: "workers",
    kind: "allowed",
  },
  {
    says: "A request needs the right to subscribe to its reply. An allow list without _INBOX.> makes each request time out.",
    permissions: { ...NONE, subscribe: allow("orders.>") },
    action: "subscribe",
    subject: "_INBOX.abc.*",
    queue: "",
    kind: "denied",
  },
  {
    says: "Allowed replies let a service answer the requests that it receives, and publish nothing else.",
    permissions: { ...NONE, responses: { max: 1, ttlNs: 0 } },
    action: "publish",
    subject: "orders.eu",
    queue: "",
    kind: "denied",
  },
  {
    says: "JetStream is asked by requests on $JS.API. An allow list has to name them.",
    permissions: { ...NONE, publish: allow("orders.>") },
    action: "publish",
    subject: "$JS.API.STREAM.INFO.ORDERS",
    queue: "",
    kind: "denied",
  },
];
