// Makes cleaned copies of creds, which the page offers as blob URLs: one file, or all files that some client
// refuses as one archive. Owned by the vault. The text of a file is not kept, so its copy is made from the file
// again, and from the file of the seed where that came apart; the entry of a paste keeps its copy. The bytes are
// wiped once the blob is made. A copy is dropped when it is released or an entry in it is forgotten.

import { fail, ok, type Result } from "@/lib/shared/base/result";
import { isRefusedBySome } from "@/lib/shared/diagnosis/findings";
import type { ActionFault } from "@/lib/shared/facts/action-fault";
import type { EntryId } from "@/lib/shared/facts/creds";
import { cleanedCopy } from "@/lib/vault/creds/cleaned-copy";
import { readCredsInBatches } from "@/lib/vault/creds/read-creds";
import { type CredsReading, wipeReading } from "@/lib/vault/creds/readings";
import { archiveNames, copyName } from "./copy-names";
import { type Entry, fingerprintOf, type Origin } from "./keyring-entry";
import { MAX_ZIP_ENTRIES, zipParts } from "./zip";

interface Copy {
  readonly url: string;
  readonly name: string;
}

interface Archive extends Copy {
  /** The copies in it. */
  readonly files: number;
  /** Creds whose file changed or could not be read again. */
  readonly missed: number;
}

type Bytes = Uint8Array<ArrayBuffer>;

export class CleanedCopies {
  private readonly owners = new Map<string, readonly EntryId[]>();

  async make(entry: Entry): Promise<Result<Copy, ActionFault>> {
    if (entry.facts.form.length === 0 || entry.jwt === null || entry.origin === null) {
      return fail("no-form-problem");
    }
    const texts = await textsOf([entry]);
    const text = texts.get(entry.id);
    if (!text) return fail(texts.isUnreadable ? "creds/unreadable-file" : "file-changed");
    return ok({ url: this.toUrl([text], "text/plain", [entry.id]), name: copyName(entry) });
  }

  /** All that some client refuses as written. */
  async makeAll(entries: readonly Entry[], at: Date): Promise<Result<Archive, ActionFault>> {
    const refused = entries.filter(canBeCleaned).slice(0, MAX_ZIP_ENTRIES);
    if (refused.length === 0) return fail("no-form-problem");
    const texts = await textsOf(refused);
    const made = refused.flatMap((entry) => {
      const bytes = texts.get(entry.id);
      return bytes ? [{ entry, bytes }] : [];
    });
    if (made.length === 0) return fail("file-changed");
    const names = archiveNames(made.map(({ entry }) => entry));
    const files = made.map(({ bytes }, i) => ({ name: names[i] ?? `${i}.creds`, bytes }));
    const ids = made.map(({ entry }) => entry.id);
    const url = this.toUrl(zipParts(files, at), "application/zip", ids);
    const missed = refused.length - made.length;
    return ok({ url, name: "cleaned-creds.zip", files: made.length, missed });
  }

  release(url: string): void {
    if (this.owners.delete(url)) URL.revokeObjectURL(url);
  }

  releaseAllOf(id: EntryId): void {
    for (const [url, owners] of [...this.owners]) if (owners.includes(id)) this.release(url);
  }

  /** Wipes the parts: the blob has its own copy. */
  private toUrl(parts: readonly Bytes[], type: string, ids: readonly EntryId[]): string {
    const url = URL.createObjectURL(new Blob([...parts], { type }));
    for (const part of parts) part.fill(0);
    this.owners.set(url, ids);
    return url;
  }
}

const canBeCleaned = ({ facts, jwt, origin }: Entry): boolean =>
  jwt !== null && origin !== null && facts.unusable === null && isRefusedBySome(facts);

/** The cleaned text of each entry that could be read again. */
class Texts extends Map<EntryId, Bytes> {
  isUnreadable = false;

  /** A file may have been moved or removed, or the browser may not read it any longer. */
  async tryRead(read: () => Promise<void>): Promise<void> {
    try {
      await read();
    } catch {
      this.isUnreadable = true;
    }
  }
}

/** Reads each file once, however many of its creds are asked for. */
async function textsOf(entries: readonly Entry[]): Promise<Texts> {
  const texts = new Texts();
  const byFile = new Map<File, Entry[]>();
  for (const entry of entries) {
    const { origin } = entry;
    if (entry.seedOrigin !== null) await texts.tryRead(() => joinAgain(entry, texts));
    else if (origin?.kind === "cleaned") texts.set(entry.id, origin.bytes.slice());
    else if (origin?.kind === "file") {
      const others = byFile.get(origin.file);
      if (others) others.push(entry);
      else byFile.set(origin.file, [entry]);
    }
  }
  for (const [file, wanted] of byFile) {
    await texts.tryRead(() => readAgain(file, wanted, texts));
  }
  return texts;
}

async function readAgain(file: File, wanted: readonly Entry[], texts: Texts): Promise<void> {
  const ids = new Map(wanted.map(({ fingerprint, id }) => [fingerprint, id]));
  for await (const readings of readingsOf({ kind: "file", file })) {
    for (const reading of readings) {
      const id = ids.get(fingerprintOf(reading));
      if (id !== undefined && reading.jwt !== null && !texts.has(id)) {
        texts.set(id, cleanedCopy(reading.jwt, reading.secret));
      }
      wipeReading(reading);
    }
    if (wanted.every(({ id }) => texts.has(id))) return;
  }
}

/** Reads the text of the JWT again, and that of the seed, which came apart. */
async function joinAgain(entry: Entry, texts: Texts): Promise<void> {
  const readings: CredsReading[] = [];
  try {
    for (const origin of [entry.origin, entry.seedOrigin]) {
      if (origin === null) continue;
      for await (const some of readingsOf(origin)) readings.push(...some);
    }
    const { jwt, facts } = entry;
    const same = readings.find((reading) => fingerprintOf(reading) === entry.fingerprint);
    const key = facts.seed.publicKey;
    const secret =
      same?.secret ??
      readings.find((one) => one.secret && one.facts.seed.publicKey === key)?.secret;
    const hasJwt = readings.some((one) => one.jwt === jwt);
    if (jwt !== null && hasJwt && secret) texts.set(entry.id, cleanedCopy(jwt, secret));
  } finally {
    for (const reading of readings) wipeReading(reading);
  }
}

/** In batches. The caller wipes each. */
async function* readingsOf(origin: Origin): AsyncGenerator<readonly CredsReading[], void> {
  const bytes =
    origin.kind === "cleaned"
      ? origin.bytes.slice()
      : new Uint8Array(await origin.file.arrayBuffer());
  const source = { kind: "paste", name: "", bytes: bytes.length } as const;
  for await (const { results } of readCredsInBatches(bytes, source)) {
    yield results.filter((result) => result.kind === "creds");
  }
}
