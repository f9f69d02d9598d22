// Questions and decisions as types. Used by everything in this folder and by components.

export type Action = "publish" | "subscribe";

export interface Question {
  readonly action: Action;
  /** It may have wildcards. A publish treats them literally, as the server does. */
  readonly subject: string;
  /** "" = none; always "" for a publish. */
  readonly queue: string;
}

/** filtered: the server accepts the subscription, but silently leaves messages out. */
export type DecisionKind = "allowed" | "denied" | "filtered" | "unknown";

/** Where the rules in force come from. All of them come from one source; sources are never merged. */
export type Origin = "user-jwt" | "scope-template" | "account-default" | "server";

/** Why a decision is as it is. Each has a sentence in decision-text.ts. */
export type Reason =
  /** No list restricts this action. */
  | "unrestricted"
  | "allow-rule"
  /** There are deny entries only, and none matches. */
  | "not-denied"
  /** There is an allow list, and nothing in it matches. */
  | "not-listed"
  /** The publish allow list is empty, and there is a deny list. */
  | "empty-list"
  /** There is `resp` and no allow list: only replies may be published. */
  | "replies-only"
  | "deny-rule"
  /** Filtered: `rule` is one of the deny entries whose messages are left out (see filteringRules). */
  | "deny-filters"
  /** The matching allow entries are for queue groups only. */
  | "queue-only"
  /** The matching allow entries name queue groups, and this is none of them. */
  | "other-queue"
  | "queue-denied"
  /** On older servers a deny entry for another queue group cancels one of the whole subject. */
  | "deny-overruled"
  /** The server reserves it for itself. */
  | "reserved-subject"
  | "reserved-queue"
  /**
   * It has an empty part, white space, or ">" before the end, so no subscription can have it. Servers
   * still accept a publish to some of them, and deliver it to no one.
   */
  | "invalid-subject"
  /** Account mappings lead to several subjects, and the answers differ. */
  | "mappings-differ"
  /** A mapping uses a function that this page does not evaluate (partition and others). */
  | "mapping-not-followed"
  | "may-be-scoped"
  | "may-have-defaults"
  | "template-fault"
  | "by-callout"
  /** The server's own answer does not show what would decide. */
  | "server-answer-incomplete"
  /** Server versions differ here, and the version of this server cannot be read. */
  | "version-differs";

export interface Rule {
  readonly list: "allow" | "deny";
  /** As written: "subject" or "subject queue". */
  readonly text: string;
}

/** What a newer server does with the same rules, and from which releases on. */
export interface Bypass {
  readonly kind: "denied" | "filtered";
  /** The deny entries that count there. */
  readonly rules: readonly string[];
  /** One release for each line that got the fix, oldest first. */
  readonly fixedIn: readonly string[];
}

export interface Decision extends Question {
  readonly kind: DecisionKind;
  readonly reason: Reason;
  /** The deciding entry; null if a whole list decides, or none. */
  readonly rule: Rule | null;
  readonly origin: Origin;
  /** The subjects to which account mappings change a published one. The rules apply to these. */
  readonly mappedTo: readonly string[];
  /** It is denied, but `resp` allows it as a reply to a message that was just received. */
  readonly mayReply: boolean;
  /** Set where this server lets through what the rules deny on newer ones. */
  readonly bypass: Bypass | null;
  /** Without a connection the newest server is assumed, and an older one decides differently. */
  readonly dependsOnVersion: boolean;
}
