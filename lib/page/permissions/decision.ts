// Questions and answers of the engine, as types. Used by everything in this folder and by the page.

export type Action = "publish" | "subscribe";

export interface Question {
  readonly action: Action;
  /** With wildcards too. A publish takes them literally, as the server does. */
  readonly subject: string;
  /** "" = none; always "" for a publish. */
  readonly queue: string;
}

/** filtered: the server takes the subscription, and in silence leaves messages out. */
export type DecisionKind = "allowed" | "denied" | "filtered" | "unknown";

/** Where the rules in force come from. They are never merged: one place gives all of them. */
export type Origin = "user-jwt" | "scope-template" | "account-default" | "server";

/** Why. Each has a sentence in decision-text.ts. */
export type Reason =
  /** No list restricts this action. */
  | "unrestricted"
  | "allow-rule"
  /** Deny entries only, and none matches. */
  | "not-denied"
  /** There is an allow list, and nothing in it matches. */
  | "not-listed"
  /** A publish allow list that is there and empty, beside a deny list. */
  | "empty-list"
  /** `resp` without an allow list: replies alone may be published. */
  | "replies-only"
  | "deny-rule"
  /** Filtered: `rule` is one of the deny entries whose messages are left out (see leftOut). */
  | "deny-filters"
  /** The matching allow entries are for queue groups only. */
  | "queue-only"
  /** The matching allow entries name queue groups, and this is none of them. */
  | "other-queue"
  | "queue-denied"
  /** Before 2.15: a deny of the whole subject does not hold beside one for another queue group. */
  | "deny-overruled"
  /** Kept by the server for itself. */
  | "reserved-subject"
  | "reserved-queue"
  /**
   * An empty part, white space, or ">" before the end: no subscription can have it. Servers take a
   * publish of some of them all the same, and deliver it to nobody.
   */
  | "invalid-subject"
  /** Account mappings lead to several subjects, and the answers differ. */
  | "mappings-differ"
  /** A mapping that cannot be followed here (partition and the like). */
  | "mapping-not-followed"
  | "may-be-scoped"
  | "may-have-defaults"
  | "template-fault"
  /** The server's own answer leaves out what would decide. */
  | "server-answer-incomplete"
  /** Server versions differ here, and where this one stands was never tried. */
  | "version-differs";

export interface Rule {
  readonly list: "allow" | "deny";
  /** As written: "subject" or "subject queue". */
  readonly text: string;
}

export interface Decision extends Question {
  readonly kind: DecisionKind;
  readonly reason: Reason;
  /** The deciding entry; null where a list as a whole decides, or none. */
  readonly rule: Rule | null;
  readonly origin: Origin;
  /** What account mappings make of a published subject, when they change it; the rules apply to these. */
  readonly mappedTo: readonly string[];
  /** Denied, but `resp` lets it through as the reply to a message just received. */
  readonly mayReply: boolean;
  /** Without a connection the newest server is assumed; an older one answers otherwise. */
  readonly dependsOnVersion: boolean;
}
