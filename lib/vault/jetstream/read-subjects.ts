// The subjects of a stream with the number of their messages, through the filter of its info. The server gives them
// in pages of 100,000 (nats-server server/jetstream_api.go, JSMaxSubjectDetails); all pages are read, since it does not
// order them. Used by jetstream-handlers.ts, and
// where the last message of each subject is read.

import type { ApiAnswer } from "@/lib/shared/facts/permission-tries";
import type { StoredSubjects } from "@/lib/shared/facts/stored";
import { fieldsAt, numberAt } from "@/lib/vault/nats/reply-fields";
import { type Api, ask } from "./api";

/** This many are read. Further ones are only counted. */
const MAX_SUBJECTS = 1_000_000;

/** The `count` subjects from `first` on, those with the most messages first. */
export async function readSubjects(
  api: Api,
  stream: string,
  filter: string,
  { first, count }: { readonly first: number; readonly count: number },
): Promise<ApiAnswer<StoredSubjects>> {
  const counted = await countSubjects(api, stream, filter);
  if (counted.kind !== "told") return counted;
  const { total, found } = counted.value;
  const sorted = found.toSorted(
    ([a, messages], [b, others]) => others - messages || (a < b ? -1 : 1),
  );
  const rows = sorted
    .slice(first, first + count)
    .map(([subject, messages]) => ({ subject, messages }));
  return { kind: "told", value: { total, rows } };
}

/** In no order. */
export async function readSubjectNames(
  api: Api,
  stream: string,
  filter: string,
): Promise<ApiAnswer<readonly string[]>> {
  const counted = await countSubjects(api, stream, filter);
  if (counted.kind !== "told") return counted;
  return { kind: "told", value: counted.value.found.map(([subject]) => subject) };
}

interface Counted {
  /** Also counts what was not read. */
  readonly total: number;
  readonly found: readonly (readonly [subject: string, messages: number])[];
}

async function countSubjects(
  api: Api,
  stream: string,
  filter: string,
): Promise<ApiAnswer<Counted>> {
  const found: [string, number][] = [];
  for (;;) {
    const body = { subjects_filter: filter, offset: found.length };
    const page = await ask(api, `STREAM.INFO.${stream}`, body, (reply) => ({
      total: numberAt(reply, "total"),
      subjects: Object.entries(fieldsAt(fieldsAt(reply, "state"), "subjects")),
    }));
    if (page.kind !== "told") return page;
    const { subjects } = page.value;
    for (const [subject, messages] of subjects) {
      if (typeof messages === "number") found.push([subject, messages]);
    }
    const total = Math.max(page.value.total ?? 0, found.length);
    if (subjects.length === 0 || found.length >= Math.min(total, MAX_SUBJECTS)) {
      return { kind: "told", value: { total, found } };
    }
  }
}
