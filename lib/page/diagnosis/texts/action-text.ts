// Texts for actions that failed: what happened, why, and what to do next. Called by lib/page/actions and
// by components. Causes of a verdict keep their texts of cause-text.ts.

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
    meaning: "They were forgotten, or the page was reloaded.",
    next: "Drop the file again.",
  }),
  "not-connected": () => ({
    title: "Not connected",
    meaning: "These creds have no open connection.",
    next: "Connect first, then try again.",
  }),
  "subject-invalid": () => ({
    title: "The subject is not valid",
    meaning: "A subject consists of parts joined by dots. It has no spaces and no empty parts.",
    next: "Correct the subject. Use the wildcards * and > for subscriptions only.",
  }),
  "queue-invalid": () => ({
    title: "The queue group is not valid",
    meaning: "A queue group is one word without spaces.",
    next: "Correct the name, or clear the field.",
  }),
  "header-invalid": (params) => ({
    title: "A header is not valid",
    meaning:
      params["part"] === "value"
        ? "A header value cannot hold a line break."
        : "A header name is plain text without spaces and colons.",
    next: "Correct or remove that header.",
  }),
  "payload-too-large": (params) => ({
    title: "The payload is too large",
    meaning: withLimit("This connection accepts smaller messages only", params),
    next: "Send a smaller message, or ask for a higher limit.",
  }),
  "permissions-violation": (params) => ({
    title: "The server denied it",
    meaning: saidBy(params, "These creds have no permission for this subject."),
    next: "Use a subject that these creds allow, or ask for the permission.",
  }),
  "no-harmless-probe": () => ({
    title: "This cannot be tested without a side effect",
    meaning:
      "A harmless test needs an unused subject, and this user may not subscribe to one. The test would join the queue group for a moment and could take a message from it.",
    next: "Subscribe in the console if that is safe here.",
  }),
  "trace-unsupported": () => ({
    title: "This server does not trace messages",
    meaning: "Message tracing needs nats-server 2.11 or newer, with headers enabled.",
    next: "Publish a real message if that is safe here.",
  }),
  "trace-not-permitted": (params) => ({
    title: "The trace was denied",
    meaning: saidBy(params, "This user may not publish or subscribe to its own inbox."),
    next: "Publish a real message if that is safe here, or ask for the permission.",
  }),
  "connection-ended": () => ({
    title: "The connection ended first",
    meaning: "The server or the network ended the connection before an answer came.",
    next: "See the verdict for the reason, then connect again.",
  }),
  "account-unknown": () => ({
    title: "The server has no JWT for this account",
    meaning: "Its resolver was asked and returned none.",
    next: "Push the account to this server (nsc push), or add its JWT from a file.",
  }),
  "account-not-loaded": () => ({
    title: "The server has not loaded this account",
    meaning:
      "This server's resolver answers no lookups, and the server has not used the account since it started.",
    next: "Connect once with a user of the account, even if the server refuses it. Then fetch again.",
  }),
  "not-system-account": () => ({
    title: "Only users of the system account can fetch account JWTs",
    meaning: "Nothing answered the request. That is normal for a user of any other account.",
    next: "Connect with creds of the system account, or add the account JWT from a file.",
  }),
  "no-answer": () => ({
    title: "The server did not answer",
    meaning: "The request was sent, and no answer came in time.",
    next: "Try again, or add the account JWT from a file.",
  }),
  "not-that-account": () => ({
    title: "The server returned a different JWT",
    meaning: "It belongs to another account, or its signature is not valid. It was not kept.",
    next: "Ask the operator of this server. Until then, add the account JWT from a file.",
  }),
  "login-invalid": (params) => ({
    title: params["kind"] === "password" ? "The user is missing" : "It cannot be sent",
    meaning:
      params["reason"] === "too-long"
        ? withLimit("It is longer than a server accepts", params)
        : "The field is empty.",
    next: "Correct it, and add it again.",
  }),
  "file-changed": () => ({
    title: "The file could not be read again",
    meaning: "It was changed, moved or deleted after it was dropped.",
    next: "Drop it again.",
  }),
  "no-form-problem": () => ({
    title: "There is nothing to clean",
    meaning: "Every client reads this file as it is written.",
    next: "Use the file as it is.",
  }),
  internal: () => ({
    title: "An error occurred in this page",
    meaning: "This is a bug in Credence. Your creds are not the reason.",
    next: "Try again. If it fails again, reload the page and report the bug.",
  }),
  "part-missing": () => ({
    title: "A part of this page could not be loaded",
    meaning: "The host of this page did not deliver it.",
    next: "Check the network, then try again.",
  }),
  "vault-stopped": () => ({
    title: "The vault has stopped",
    meaning: "The part of this page that holds creds and connections has ended. They are lost.",
    next: "Restart it, then drop the files again.",
  }),
  superseded: () => ({
    title: "A newer search replaced this one",
    meaning: "Only the newest search continues.",
    next: "Wait for the newer search.",
  }),
  "template-invalid": (params) => ({
    title: "A placeholder is not valid",
    meaning: `There is no placeholder ${params["text"] ?? ""}.`,
    next: "Give this name a value in the send form, or use {{seq}}, {{count}}, {{now}}, {{uuid}} or {{random 1 100}}.",
  }),
  "too-many-replies": (params) => ({
    title: "The replay was not started",
    meaning: `The recorded requests name more than ${params["limit"] ?? ""} different reply subjects, so replies cannot be told from other messages.`,
    next: "Export fewer messages, open that file, and replay it.",
  }),
  "repeat-running": () => ({
    title: "Messages are already being sent",
    meaning: "A connection can run one repeat at a time.",
    next: "Wait for it to end, or cancel it.",
  }),
  "report/version": (params) => ({
    title: "The report has a different version",
    meaning: `It has version ${params["version"] ?? "unknown"}. This page reads version ${params["known"] ?? "unknown"}.`,
    next: "Open it with the Credence that made it, or ask for a new report.",
  }),
  "report/broken": () => ({
    title: "The report cannot be read",
    meaning: "It is incomplete, or it was changed after it was made.",
    next: "Ask for the original file.",
  }),
  "report/secret": () => ({
    title: "The report was not opened",
    meaning:
      "It contains something that looks like a seed, a JWT or a signature. A report never contains these.",
    next: "Do not share it. If it contains a seed, replace those creds.",
  }),
  "report/too-large": (params) => ({
    title: "The report is too large",
    meaning: withLimit("Reports are smaller", params),
    next: "Ask for the original file.",
  }),
  "not-found": () => ({
    title: "This item no longer exists",
    meaning: "It was removed because the list is full or was cleared.",
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
  if (typeof text !== "string" || text === "") return otherwise;
  return `The server said: ${text}${/[.!?]$/u.test(text) ? "" : "."}`;
}

function withLimit(sentence: string, params: Params): string {
  const limit = params["limit"] ?? params["maxPayloadBytes"];
  return typeof limit === "number"
    ? `${sentence}: ${formatCount(limit)} bytes at most.`
    : `${sentence}.`;
}
