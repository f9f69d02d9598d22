// Where reading begins in a stream: the sequence for a time, or for a place before another one. Used by read-stored.ts
// and stored-log.ts.

import type { ApiAnswer } from "@/lib/shared/facts/permission-tries";
import type { StoredFrom, StoredPlace } from "@/lib/shared/facts/stored-place";
import type { Api } from "./api";
import { getOne, type StoredSource } from "./stored-source";

/** Each search for an earlier place looks this many times as far back. */
const WIDER = 4;

/**
 * Where reading begins: a sequence for a place before another one, and for a time where the server cannot begin
 * there. Null = there is no such message.
 */
export async function findPlace(
  api: Api,
  source: StoredSource,
  place: StoredPlace,
): Promise<ApiAnswer<StoredFrom | null>> {
  if (place.kind === "before") return findBefore(api, source, place);
  if (place.kind !== "time" || (source.allowsDirect && source.hasBatches)) {
    return { kind: "told", value: place };
  }
  const found = await findTime(api, source, place.at);
  return found.kind === "told" ? { kind: "told", value: atSequence(found.value) } : found;
}

const atSequence = (sequence: number | null): StoredFrom | null =>
  sequence === null ? null : { kind: "sequence", sequence };

/** The server cannot read backwards, so it is asked for the first message of a stretch that grows. */
async function findBefore(
  api: Api,
  source: StoredSource,
  { sequence, count }: { readonly sequence: number; readonly count: number },
): Promise<ApiAnswer<StoredFrom | null>> {
  if (source.isDense) {
    const first = Math.max(source.firstSeq, sequence - count);
    return { kind: "told", value: atSequence(first < sequence ? first : null) };
  }
  for (let step = count; ; step *= WIDER) {
    const seq = Math.max(source.firstSeq, sequence - step);
    const found = await getOne(api, source, { seq, next_by_subj: source.subject });
    if (found.kind !== "told") return found;
    if (found.value !== null && found.value.sequence < sequence) {
      return { kind: "told", value: atSequence(found.value.sequence) };
    }
    if (seq === source.firstSeq) return { kind: "told", value: null };
  }
}

/** The first sequence stored at `at` or later, by bisection; null = all are older. */
export async function findTime(
  api: Api,
  source: StoredSource,
  at: number,
): Promise<ApiAnswer<number | null>> {
  let low = source.firstSeq;
  let high = source.lastSeq + 1;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    const found = await getOne(api, source, { seq: middle, next_by_subj: ">" });
    if (found.kind !== "told") return found;
    if (found.value === null || found.value.at >= at) high = middle;
    else low = found.value.sequence + 1;
  }
  return { kind: "told", value: low > source.lastSeq ? null : low };
}
