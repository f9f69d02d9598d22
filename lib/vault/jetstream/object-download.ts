// Downloads one object, part by part (ADR-20): its info, then the messages of its chunks in order, hashed as they are
// written. A part is read while the one before it is written, so memory stays flat. Used by download-handlers.ts. It
// reads as read-stored.ts does, without a consumer.

import { sha256 } from "@noble/hashes/sha2.js";
import { toBase64 } from "@/lib/shared/base/base64";
import { concatBytes, toBytes } from "@/lib/shared/base/bytes";
import { fieldsOf } from "@/lib/shared/base/fields";
import type { ApiAnswer } from "@/lib/shared/facts/permission-tries";
import type { DownloadStep } from "@/lib/shared/facts/stored";
import { fieldsAt, numberAt, readJson, textAt } from "@/lib/vault/nats/reply-fields";
import { type Api, ask } from "./api";
import type { ObjectFile } from "./object-file";
import { type MessagePage, readBatch } from "./read-stored";
import { getOne, type StoredSource } from "./stored-source";

export interface ObjectInfo {
  readonly bytes: number;
  readonly chunks: number;
  /** "SHA-256=" and base64url; "" = it has none. */
  readonly digest: string;
  /** The subject of its chunks. */
  readonly subject: string;
  /** Where they are. */
  readonly source: StoredSource;
}

/** Chunks of one question; the server also cuts it at 8 MiB. Single gets that are under way at once. */
const BATCH = 256;
const AT_ONCE = 16;
const MAX_CHARS = 4096;

/** Null when there is no such object, or it was deleted. A link to another object is followed once. */
export async function readObjectInfo(
  api: Api,
  source: StoredSource,
  name: string,
  isLink = false,
): Promise<ApiAnswer<ObjectInfo | null>> {
  const store = source.stream.replace(/^OBJ_/u, "");
  const found = await getOne(api, source, {
    last_by_subj: `$O.${store}.M.${base64Url(toBytes(name))}`,
  });
  if (found.kind !== "told") return found;
  if (found.value === null) return { kind: "told", value: null };
  const info = readJson(found.value.payload);
  const link = fieldsOf(fieldsAt(info, "options")["link"]);
  const [bucket, target] = [textAt(link, "bucket"), textAt(link, "name", MAX_CHARS)];
  if (bucket !== "" && target !== "" && !isLink && isStoreName(bucket)) {
    const linked = bucket === store ? source : await sourceOf(api, source, `OBJ_${bucket}`);
    return readObjectInfo(api, linked, target, true);
  }
  const nuid = textAt(info, "nuid");
  if (info["deleted"] === true || !isStoreName(nuid)) return { kind: "told", value: null };
  return {
    kind: "told",
    value: {
      bytes: numberAt(info, "size") ?? 0,
      chunks: numberAt(info, "chunks") ?? 0,
      digest: textAt(info, "digest"),
      subject: `$O.${store}.C.${nuid}`,
      source,
    },
  };
}

/** Without the right to ask, direct gets are left out: a store that has none does not answer them. */
async function sourceOf(api: Api, source: StoredSource, stream: string): Promise<StoredSource> {
  const direct = await ask(
    api,
    `STREAM.INFO.${stream}`,
    {},
    (info) => fieldsAt(info, "config")["allow_direct"] === true,
  );
  return { ...source, stream, allowsDirect: direct.kind === "told" && direct.value, firstSeq: 1 };
}

/** What the server says becomes part of a subject. */
const isStoreName = (text: string) => /^[\w-]+$/u.test(text);

export class ObjectDownload {
  private readonly hash = sha256.create();
  private bytes = 0;
  private chunks = 0;
  /** The part that is on its way; null once all chunks are read. */
  private coming: Promise<ApiAnswer<MessagePage>> | null;
  private hasEnded = false;
  private stop: () => void = () => {};
  /** Settles with a cancel, so that nothing waits for a server that is silent. */
  private readonly stopped = new Promise<null>((resolve) => {
    this.stop = () => resolve(null);
  });

  constructor(
    private readonly api: Api,
    private readonly info: ObjectInfo,
    private readonly file: ObjectFile,
  ) {
    this.coming = info.chunks === 0 ? null : this.read(info.source.firstSeq);
  }

  /** Reads and writes one part. Never rejects. After any step but "reading" it has ended. */
  async next(): Promise<DownloadStep> {
    const { coming } = this;
    if (this.hasEnded) return { kind: "cancelled" };
    if (coming === null) return this.finish();
    const page = await Promise.race([coming, this.stopped]);
    if (page === null || this.hasEnded) return { kind: "cancelled" };
    if (page.kind !== "told") return { ...(await this.end()), kind: "silence", silence: page };
    const { messages, next } = page.value;
    const isWhole = this.chunks + messages.length >= this.info.chunks;
    this.coming = next === null || isWhole ? null : this.read(next);
    for (const { payload } of messages) {
      this.hash.update(payload);
      this.bytes += payload.length;
      this.chunks += 1;
    }
    try {
      if (messages.length > 0)
        await this.file.write(concatBytes(messages.map(({ payload }) => payload)));
    } catch (error) {
      // A cancel ends the write as well.
      return this.hasEnded ? { kind: "cancelled" } : this.failOnDisk(error);
    }
    return { kind: "reading", bytes: this.bytes };
  }

  /** Removes what was written, unless it has ended: then the last step says how. True when nothing is left. */
  async cancel(): Promise<boolean> {
    if (this.hasEnded) return true;
    this.stop();
    return (await this.end()).isRemoved;
  }

  private async finish(): Promise<DownloadStep> {
    const { bytes, chunks, info } = this;
    if (bytes !== info.bytes || chunks !== info.chunks) {
      return { ...(await this.end()), kind: "incomplete", bytes, expected: info.bytes };
    }
    const digest = `SHA-256=${base64Url(this.hash.digest())}`;
    if (info.digest !== "" && unpadded(info.digest) !== unpadded(digest)) {
      return { ...(await this.end()), kind: "mismatch", digest, expected: info.digest };
    }
    this.hasEnded = true;
    try {
      const url = await this.file.keep();
      return { kind: "kept", bytes, url, isVerified: info.digest !== "" };
    } catch (error) {
      return this.failOnDisk(error);
    }
  }

  private async failOnDisk(error: unknown): Promise<DownloadStep> {
    const text = error instanceof Error ? error.name : "";
    return { ...(await this.end()), kind: "disk", text };
  }

  private async end(): Promise<{ readonly isRemoved: boolean }> {
    this.hasEnded = true;
    this.coming = null;
    return { isRemoved: await this.file.remove() };
  }

  private read(from: number): Promise<ApiAnswer<MessagePage>> {
    const { source, subject } = this.info;
    return readChunks(this.api, { ...source, subject }, from);
  }
}

async function readChunks(
  api: Api,
  source: StoredSource,
  from: number,
): Promise<ApiAnswer<MessagePage>> {
  if (source.allowsDirect && source.hasBatches) {
    const page = await readBatch(api, source, { kind: "sequence", sequence: from }, BATCH);
    if (page.kind !== "refused") return page;
  }
  const first = await getOne(api, source, { seq: from, next_by_subj: source.subject });
  if (first.kind !== "told") return first;
  if (first.value === null) return none;
  const messages = [first.value];
  const start = first.value.sequence + 1;
  // The chunks of an object mostly follow each other.
  const rest = await Promise.all(
    Array.from({ length: AT_ONCE }, (_, index) => getOne(api, source, { seq: start + index })),
  );
  for (const one of rest) {
    if (one.kind !== "told") return one;
    if (one.value?.subject === source.subject) messages.push(one.value);
  }
  return { kind: "told", value: { messages, next: start + AT_ONCE, isCut: false } };
}

const none: ApiAnswer<MessagePage> = {
  kind: "told",
  value: { messages: [], next: null, isCut: false },
};

/** With padding, as ADR-20 has it in names and digests. */
const base64Url = (bytes: Uint8Array) => toBase64(bytes).replaceAll("+", "-").replaceAll("/", "_");

/** Some clients leave the padding away. */
const unpadded = (digest: string) => digest.replace(/=+$/u, "");
