// The subjects of a stream with the number of their messages, through the filter of its info. The server gives them
// in pages of 100,000 (nats-server server/jetstream_api.go, JSMaxSubjectDetails); all pages are read, since it does not
// order them. Used by jetstream-handlers.ts.

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
  const found: [string, number][] = [];
  let total = 0;
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
    total = Math.max(page.value.total ?? 0, found.length);
    if (subjects.length === 0 || found.length >= Math.min(total, MAX_SUBJECTS)) break;
  }
  found.sort(([a, messages], [b, others]) => others - messages || (a < b ? -1 : 1));
  return {
    kind: "told",
    value: {
      total,
      rows: found.slice(first, first + count).map(([subject, messages]) => ({ subject, messages })),
    },
  };
}
