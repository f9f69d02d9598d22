// What the console's forms say about a subject, a queue group or a payload that cannot be sent.
// Page only. One sentence each, shown under the field.

import type { Fault } from "@/lib/shared/base/result";
import type { SubjectFault } from "@/lib/shared/grammar/subject";
import type { PayloadInputFault } from "./payload-input";

const SUBJECT: Record<SubjectFault, string> = {
  empty: "Type a subject.",
  "white-space": "A subject holds no blanks. Parts are joined by dots.",
  "control-character": "There is a control character in it. Type it anew.",
  "empty-token": "A part between two dots is empty. Take the extra dot away.",
  "wildcard-not-allowed": "A message goes to one subject, so * and > cannot stand in it.",
  "rest-wildcard-not-last": "The wildcard > stands at the end only.",
  "too-long": "It is longer than a server takes (about 4,000 bytes).",
};

const PAYLOAD: Record<PayloadInputFault, string> = {
  "hex-character": "Only 0–9 and a–f are hex digits.",
  "hex-half-byte": "A byte has two hex digits; one is missing.",
  "base64-character": "This character is not part of base64.",
  "base64-length": "The base64 text ends too early; a character is missing.",
};

const QUEUE: Partial<Record<SubjectFault, string>> = {
  empty: "Type a name, or leave the field empty for no queue group.",
  "white-space": "A queue group is one word without blanks.",
};

export function subjectText(fault: Fault<SubjectFault>): string {
  return SUBJECT[fault.code];
}

export function queueText(fault: Fault<SubjectFault>): string {
  return QUEUE[fault.code] ?? SUBJECT[fault.code];
}

export function payloadText(fault: Fault<PayloadInputFault>): string {
  const at = fault.params?.["at"];
  const where = typeof at === "number" ? ` (character ${at + 1})` : "";
  return PAYLOAD[fault.code].replace(/\.$/u, `${where}.`);
}
