// Why something the user asked for could not be done, in words. Page only; read by lib/state.
// Causes that also explain a verdict keep the words of lib/page/diagnosis/texts/cause-text.ts.

import { formatCount } from "@/lib/page/format/count";
import type { Fault } from "@/lib/shared/base/result";
import type { ActionFault } from "@/lib/shared/facts/action-fault";
import type { CauseCode } from "@/lib/shared/facts/causes";
import { causeText } from "./cause-text";
import type { CauseText } from "./cause-text-types";

type OwnFault = Exclude<ActionFault, CauseCode>;
type Params = Readonly<Record<string, string | number>>;

const TEXTS: Record<OwnFault, (params: Params) => CauseText> = {
  "not-loaded": () => ({
    title: "These creds are no longer loaded",
    meaning: "They were forgotten, or the page was loaded again.",
    next: "Drop the file once more.",
  }),
  "not-connected": () => ({
    title: "Not connected",
    meaning: "There is no open connection for these creds.",
    next: "Connect first, then try again.",
  }),
  "subject-invalid": () => ({
    title: "That is not a valid subject",
    meaning: "A subject is made of parts joined by dots, without blanks and without empty parts.",
    next: "Correct the subject. The wildcards * and > are for subscribing only.",
  }),
  "queue-invalid": () => ({
    title: "That is not a valid queue group",
    meaning: "A queue group is one word without blanks.",
    next: "Correct the name, or leave it empty.",
  }),
  "header-invalid": (params) => ({
    title: "A header cannot be sent as it is",
    meaning:
      params["part"] === "value"
        ? "A header value cannot hold a line break."
        : "A header name is plain text without blanks and colons.",
    next: "Correct or remove that header.",
  }),
  "payload-too-large": (params) => ({
    title: "The payload is too large",
    meaning: withLimit("This connection takes less than that in one message", params),
    next: "Send less at once, or ask for a higher limit.",
  }),
  "permissions-violation": (params) => ({
    title: "The server denied it",
    meaning: saidBy(params, "These creds do not have the permission for this subject."),
    next: "Use a subject that they may use, or ask for the permission.",
  }),
  "no-harmless-probe": () => ({
    title: "This cannot be tried without a side effect",
    meaning:
      "There is no subject of our own that this user may subscribe to, so trying would join the queue group for a moment and could take a message from it.",
    next: "Subscribe in the console if that does no harm.",
  }),
  "trace-unsupported": () => ({
    title: "This server does not trace messages",
    meaning: "Message tracing came with nats-server 2.11, and needs headers.",
    next: "Publish for real if that does no harm.",
  }),
  "trace-not-permitted": (params) => ({
    title: "The trace was denied",
    meaning: saidBy(params, "This user may not publish to, or subscribe to, its own inbox."),
    next: "Publish for real if that does no harm, or ask for the permission.",
  }),
  "connection-ended": () => ({
    title: "The connection ended first",
    meaning: "The server or the network ended the connection before there was an answer.",
    next: "See the verdict for the reason, then connect again.",
  }),
  "account-unknown": () => ({
    title: "The server has no JWT of this account",
    meaning: "Its resolver was asked and has none, or gave none.",
    next: "Push the account to this server (nsc push), or drop its JWT from a file.",
  }),
  "account-not-loaded": () => ({
    title: "The server has not needed this account yet",
    meaning:
      "No resolver of this server answers lookups, and it has not loaded the account since it started.",
    next: "Connect a user of the account once, even if it is refused, then fetch again.",
  }),
  "not-system-account": () => ({
    title: "Only users of the system account may ask",
    meaning: "Nobody answered, as it is for users of any other account.",
    next: "Connect with creds of the system account, or drop the account JWT from a file.",
  }),
  "no-answer": () => ({
    title: "The server did not answer",
    meaning: "The question was sent and nothing came back in time.",
    next: "Try again, or drop the account JWT from a file.",
  }),
  "not-that-account": () => ({
    title: "What came back is not the JWT of this account",
    meaning: "It is of another key, or its signature does not hold. It was not kept.",
    next: "Ask whoever runs this server; drop the account JWT from a file meanwhile.",
  }),
  "file-changed": () => ({
    title: "The file could not be read again",
    meaning: "It has been changed, moved or deleted since it was dropped.",
    next: "Drop it once more.",
  }),
  "no-form-problem": () => ({
    title: "Nothing to clean",
    meaning: "Every client reads this file as it is written.",
    next: "Use the file itself.",
  }),
  internal: () => ({
    title: "Something went wrong inside this page",
    meaning: "It is a fault of Credence, not of your creds.",
    next: "Try again. If it stays so, load the page anew and report it.",
  }),
  "part-missing": () => ({
    title: "A part of this page could not be fetched",
    meaning: "The host that serves this page did not give it.",
    next: "Check the network, then try again.",
  }),
  "vault-stopped": () => ({
    title: "The vault has stopped",
    meaning:
      "The part of this page that holds keys and connections has ended, and what it held is gone.",
    next: "Restart it, then drop the files again.",
  }),
  superseded: () => ({
    title: "Another search took its place",
    meaning: "Only the newest search goes on.",
    next: "Wait for that one.",
  }),
  "template-invalid": (params) => ({
    title: "A placeholder cannot be read",
    meaning: `There is no placeholder ${params["text"] ?? ""}.`,
    next: "Use {{seq}}, {{now}}, {{uuid}} or {{random 1 100}}.",
  }),
  "repeat-running": () => ({
    title: "Messages are being sent already",
    meaning: "One repeat runs at a time on a connection.",
    next: "Wait for it to end, or cancel it.",
  }),
  "report/version": (params) => ({
    title: "The report is of another version",
    meaning: `It says version ${params["version"] ?? "unknown"}; this page reads version ${params["known"] ?? "of its own"}.`,
    next: "Open it with the Credence that made it, or have the report made again.",
  }),
  "report/broken": () => ({
    title: "The report cannot be read",
    meaning: "It is cut off, or was changed after it was made.",
    next: "Ask for the file as it was downloaded.",
  }),
  "report/secret": () => ({
    title: "The report was not opened",
    meaning: "It holds what looks like a seed, a JWT or a signature. A report never does.",
    next: "Do not pass it on. If there is a seed in it, replace those creds.",
  }),
  "report/too-large": (params) => ({
    title: "The report is too large",
    meaning: withLimit("A report has less than that", params),
    next: "Ask for the file as it was downloaded.",
  }),
  "not-found": () => ({
    title: "No longer there",
    meaning: "It has left the list, because the list is bounded or was cleared.",
    next: "Choose another one.",
  }),
};

export function actionText(fault: Fault<ActionFault>): CauseText {
  const params = fault.params ?? {};
  return isOwn(fault.code)
    ? TEXTS[fault.code](params)
    : causeText({ code: fault.code, certainty: "proven", evidence: params });
}

function isOwn(code: ActionFault): code is OwnFault {
  return Object.hasOwn(TEXTS, code);
}

function saidBy(params: Params, otherwise: string): string {
  const text = params["text"];
  return typeof text === "string" && text !== "" ? `It said: ${text}` : otherwise;
}

function withLimit(sentence: string, params: Params): string {
  const limit = params["limit"] ?? params["maxPayloadBytes"];
  return typeof limit === "number"
    ? `${sentence}: ${formatCount(limit)} bytes at most.`
    : `${sentence}.`;
}
