// What is wrong with a line of a list. Pure.

import type { ListFault } from "@/lib/page/permissions/subject-list";

const TEXTS = {
  "no-subject": "There is no subject behind pub or sub.",
  "too-many-words":
    "There are too many words. A line is a subject, pub subject, or sub subject queue-group.",
  "invalid-subject": "That is not a valid subject.",
  "queue-with-publish": "A publish has no queue group.",
} satisfies Record<ListFault, string>;

export function listFaultText(fault: ListFault): string {
  return TEXTS[fault];
}
