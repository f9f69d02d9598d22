// Why something that the user asked for could not be done. Codes only; the texts are in
// lib/page/diagnosis/texts/action-text.ts.

import type { Fault } from "@/lib/shared/base/result";
import type { CauseCode } from "./causes";
import type { ReportFault } from "./report";

/** Why an action could not be done. The server's text, if there is one, is in params.text. */
export type ActionFault =
  | "not-loaded"
  | "not-connected"
  | "subject-invalid"
  | "queue-invalid"
  | "header-invalid"
  | "payload-too-large"
  | "permissions-violation"
  | "connection-ended"
  /** A subscription cannot be tried without joining its queue group. */
  | "no-harmless-probe"
  /** This server does not trace messages. */
  | "trace-unsupported"
  /** It does, but this user may not receive the trace. */
  | "trace-not-permitted"
  | "account-unknown"
  | "account-not-loaded"
  | "not-system-account"
  | "no-answer"
  | "not-that-account"
  /** A token, or a user and password, that cannot be sent. */
  | "login-invalid"
  | "file-changed"
  | "no-form-problem"
  | "not-found"
  /** A newer call of the same kind replaced it. */
  | "superseded"
  /** A placeholder of the template is not known; params.text names it. */
  | "template-invalid"
  /** Another repeat runs on this connection. */
  | "repeat-running"
  /** A log names more reply subjects than a replay can leave out; params.limit says how many. */
  | "too-many-replies"
  /** A part of the page that is loaded on demand could not be loaded. */
  | "part-missing"
  /** The vault is not running, or stopped before it answered. */
  | "vault-stopped"
  /** The vault has a bug; params.text names it. */
  | "internal"
  | ReportFault
  | CauseCode;

/** What fetching account JWTs from a server brought. */
export interface AccountFetchResult {
  /** Names the server for people, such as "server n1 at 127.0.0.1:8080". */
  readonly source: string;
  /** Accounts whose JWT is kept as trust material now. */
  readonly found: readonly string[];
  readonly missing: readonly { readonly account: string; readonly fault: Fault<ActionFault> }[];
}
