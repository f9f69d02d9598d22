// The terms of a query that need a message's line, headers or JSON: reply, status, headers, values. Used by
// row-matcher.ts, which asks only about rows that every cheaper term has let through.

import { toText } from "@/lib/shared/base/bytes";
import { holds } from "@/lib/shared/console/json-condition";
import type { Query } from "@/lib/shared/console/query-types";
import { compilePattern } from "@/lib/shared/grammar/subject";
import { parseHeaderBlock } from "@/lib/vault/message-store/store/header-block";
import type { MessageLog } from "@/lib/vault/message-store/store/message-log";
import { insideOf } from "@/lib/vault/message-store/store/row-inside";
import { payloadOf, replyOf } from "@/lib/vault/message-store/store/row-reader";
import type { Segment } from "@/lib/vault/message-store/store/segment";
import { headOf, ownHead } from "@/lib/vault/message-store/store/stored-head";

export type RowTest = (segment: Segment, row: number) => boolean;

/** One test for each kind of term that the query has. The rows are messages. */
export function rowTestsOf(
  log: MessageLog,
  { replies, statuses, headers, json }: Query,
): readonly RowTest[] {
  return [
    ...(replies.length === 0 ? [] : [replyTest(log, replies)]),
    ...(statuses.length === 0 ? [] : [statusTest(log, statuses)]),
    ...(headers.length === 0 ? [] : [headerTest(log, headers)]),
    ...(json.length === 0 ? [] : [jsonTest(log, json)]),
  ];
}

function replyTest(log: MessageLog, replies: Query["replies"]): RowTest {
  const patterns = replies.map(compilePattern);
  return (segment, row) => {
    const reply = replyOf(log, segment, row);
    return reply !== "" && patterns.some((matches) => matches(reply));
  };
}

function statusTest(log: MessageLog, statuses: Query["statuses"]): RowTest {
  return (segment, row) => {
    if (segment.head(row) === 0) return false;
    const { status } = parseHeaderBlock(headOf(log, segment, row));
    return status !== null && statuses.includes(status);
  };
}

function headerTest(log: MessageLog, headers: Query["headers"]): RowTest {
  return (segment, row) => {
    if (segment.head(row) === 0) return false;
    const list = parseHeaderBlock(ownHead(log, segment, row).head).headers;
    return headers.every(({ name, op, value }) =>
      list.some(([other, held]) => {
        if (other.toLowerCase() !== name.toLowerCase()) return false;
        if (op === "exists") return true;
        return op === "equals" ? held === value : held.toLowerCase().includes(value.toLowerCase());
      }),
    );
  };
}

function jsonTest(log: MessageLog, json: Query["json"]): RowTest {
  return (segment, row) => {
    const inside = insideOf(log).of(segment, row);
    if (inside !== null) return holdsAll(json, inside.text);
    const payload = payloadOf(log, segment, row);
    const first = payload[0] ?? 0;
    // A payload that a path can lead into begins with a bracket, perhaps after blanks.
    if (first > 0x20 && first !== 0x7b && first !== 0x5b) return false;
    return holdsAll(json, toText(payload));
  };
}

function holdsAll(json: Query["json"], text: string): boolean {
  try {
    const root: unknown = JSON.parse(text);
    return json.every((condition) => holds(condition, root));
  } catch {
    return false;
  }
}
