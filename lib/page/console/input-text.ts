// Texts for a subject, a queue group or a payload that cannot be sent. Shown under the fields of the
// console's forms.

import type { Fault } from "@/lib/shared/base/result";
import type { SubjectFault } from "@/lib/shared/grammar/subject";
import type { PayloadInputFault } from "./payload-input";

const SUBJECT: Record<SubjectFault, string> = {
  empty: "Enter a subject.",
  "white-space": "A subject cannot contain spaces. Join its parts with dots.",
  "control-character": "It contains a control character. Type it again.",
  "empty-token": "There is an empty part between two dots. Remove the extra dot.",
  "wildcard-not-allowed": "A message goes to one subject, so it cannot contain * or >.",
  "rest-wildcard-not-last": "The wildcard > is allowed at the end only.",
  "too-long": "It is longer than a server accepts (about 4,000 bytes).",
};

const PAYLOAD: Record<PayloadInputFault, string> = {
  "hex-character": "Only 0–9 and a–f are hex digits.",
  "hex-half-byte": "A byte has two hex digits, and one is missing.",
  "base64-character": "This character is not part of base64.",
  "base64-length": "The base64 text is incomplete. A character is missing.",
  "json-invalid": "This is not JSON.",
  "packed-number": "This number would be rounded. Put it in quotes to send it as text.",
  "json-filled": "With its placeholders filled in this is not JSON.",
  "packed-placeholder": "Placeholders are filled in for text, JSON, hex and base64 only.",
};

const QUEUE: Partial<Record<SubjectFault, string>> = {
  empty: "Enter a name, or leave the field empty for no queue group.",
  "white-space": "A queue group is one word without spaces.",
};

export function subjectText(fault: Fault<SubjectFault>): string {
  return SUBJECT[fault.code];
}

export function queueText(fault: Fault<SubjectFault>): string {
  return QUEUE[fault.code] ?? SUBJECT[fault.code];
}

export function payloadText(fault: Fault<PayloadInputFault>): string {
  const { at, line, column } = fault.params ?? {};
  const where =
    typeof at === "number"
      ? ` (character ${at + 1})`
      : line === undefined
        ? ""
        : ` (line ${line}, column ${column})`;
  return PAYLOAD[fault.code].replace(/\.$/u, `${where}.`);
}
