// Why something the user asked for could not be done, in words. Page only; read by lib/state.
// Causes that also explain a verdict keep the words of lib/diagnosis/text.ts.

import type { Fault } from "@/lib/base/result";
import { type CauseText, causeText } from "@/lib/diagnosis/text";
import type { ActionFault } from "@/lib/facts/action-fault";
import type { CauseCode } from "@/lib/facts/causes";

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
  "connection-ended": () => ({
    title: "The connection ended first",
    meaning: "The server or the network ended the connection before there was an answer.",
    next: "See the verdict for the reason, then connect again.",
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
    ? `${sentence}: ${limit.toLocaleString("en")} bytes at most.`
    : `${sentence}.`;
}
