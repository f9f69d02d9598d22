// Describes the fault of a line in a list. Pure.

import type { ListFault } from "@/lib/page/permissions/subject-list";

const TEXTS = {
  "no-subject": "There is no subject after pub or sub.",
  "too-many-words":
    "There are too many words. Write a subject, pub subject, or sub subject queue-group.",
  "invalid-subject": "This is not a valid subject.",
  "queue-with-publish": "A publish has no queue group.",
} satisfies Record<ListFault, string>;

export function listFaultText(fault: ListFault): string {
  return TEXTS[fault];
}
