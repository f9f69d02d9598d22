// One regular expression of a query, on messages: in the subject (each subject once), in a line "Name: value" of
// the headers, or in the payload. Used by row-matcher.ts.

import type { RegexTerm } from "@/lib/shared/console/query-types";
import { compileRegex } from "@/lib/shared/console/regex";
import { parseHeaderBlock } from "@/lib/vault/message-store/store/header-block";
import type { MessageLog } from "@/lib/vault/message-store/store/message-log";
import { insideOf } from "@/lib/vault/message-store/store/row-inside";
import { payloadOf } from "@/lib/vault/message-store/store/row-reader";
import type { Segment } from "@/lib/vault/message-store/store/segment";
import { ownHead } from "@/lib/vault/message-store/store/stored-head";
import { SubjectVerdicts } from "./subject-verdicts";

/** More of a payload is not looked at, so that one row takes a bounded time. */
const MAX_BYTES = 256 * 1024;

export class RegexTest {
  /** Whether it is found in a text, such as the words of a notice. */
  readonly isIn: (text: Uint8Array | string) => boolean;
  private readonly bySubject: SubjectVerdicts;

  /** The caller has left out expressions that the engine does not take. */
  constructor(
    private readonly log: MessageLog,
    term: RegexTerm,
  ) {
    this.isIn = compileRegex(term) ?? (() => false);
    this.bySubject = new SubjectVerdicts(log, this.isIn);
  }

  holdsFor(segment: Segment, row: number): boolean {
    const { bySubject, log, isIn } = this;
    bySubject.refresh();
    if (bySubject.verdicts[segment.subject(row)] === 1) return true;
    if (isIn(payloadOf(log, segment, row).subarray(0, MAX_BYTES))) return true;
    const inside = insideOf(log).of(segment, row)?.text;
    if (inside !== undefined && isIn(inside.slice(0, MAX_BYTES))) return true;
    if (segment.head(row) === 0) return false;
    const { headers } = parseHeaderBlock(ownHead(log, segment, row).head);
    return headers.some(([name, value]) => isIn(`${name}: ${value}`));
  }
}
