// Makes cleaned copies of creds, which the page offers as blob URLs. Owned by the vault. The text of a file is
// not kept, so its copy is made from the file again; the entry of a paste keeps its copy. A copy is
// dropped when it is released or its entry is forgotten.

import { fail, ok, type Result } from "@/lib/shared/base/result";
import type { ActionFault } from "@/lib/shared/facts/action-fault";
import type { EntryId } from "@/lib/shared/facts/creds";
import { cleanedCopy } from "@/lib/vault/creds/cleaned-copy";
import { readCredsInBatches } from "@/lib/vault/creds/read-creds";
import type { CredsReading } from "@/lib/vault/creds/readings";
import { type Entry, fingerprintOf, type Origin } from "./keyring-entry";

interface Copy {
  readonly url: string;
  readonly name: string;
}

export class CleanedCopies {
  private readonly owners = new Map<string, EntryId>();

  async make(entry: Entry): Promise<Result<Copy, ActionFault>> {
    const { origin } = entry;
    if (entry.facts.form.length === 0 || entry.jwt === null || origin === null) {
      return fail("no-form-problem");
    }
    const isKept = origin.kind === "cleaned" && entry.seedOrigin === null;
    const text = isKept ? ok(origin.bytes.slice()) : await readAgain(entry);
    if (!text.ok) return text;
    const url = URL.createObjectURL(new Blob([text.value], { type: "text/plain" }));
    text.value.fill(0);
    this.owners.set(url, entry.id);
    return ok({ url, name: nameOf(entry) });
  }

  release(url: string): void {
    if (this.owners.delete(url)) URL.revokeObjectURL(url);
  }

  releaseAllOf(id: EntryId): void {
    for (const [url, owner] of [...this.owners]) if (owner === id) this.release(url);
  }
}

/** Reads the text of the JWT again, and that of the seed if it came apart. */
async function readAgain(entry: Entry): Promise<Result<Uint8Array<ArrayBuffer>, ActionFault>> {
  const readings: CredsReading[] = [];
  try {
    for (const origin of [entry.origin, entry.seedOrigin]) {
      if (origin === null) continue;
      const bytes = await bytesOf(origin);
      const source = { kind: "paste", name: "", bytes: bytes.length } as const;
      for await (const { results } of readCredsInBatches(bytes, source)) {
        readings.push(...results.filter((reading) => reading.kind === "creds"));
      }
    }
    const text = copyOf(entry, readings);
    return text === null ? fail("file-changed") : ok(text);
  } catch {
    return fail("creds/unreadable-file");
  } finally {
    for (const { secret, signer } of readings) {
      secret?.raw.fill(0);
      signer?.wipe();
    }
  }
}

async function bytesOf(origin: Origin): Promise<Uint8Array<ArrayBuffer>> {
  return origin.kind === "cleaned"
    ? origin.bytes.slice()
    : new Uint8Array(await origin.file.arrayBuffer());
}

/** Null when the texts do not hold these creds any more. */
function copyOf(
  { jwt, facts, fingerprint }: Entry,
  readings: readonly CredsReading[],
): Uint8Array<ArrayBuffer> | null {
  const same = readings.find((reading) => fingerprintOf(reading) === fingerprint);
  if (same?.jwt) return cleanedCopy(same.jwt, same.secret);
  const key = facts.seed.publicKey;
  const secret = readings.find((one) => one.secret && one.facts.seed.publicKey === key)?.secret;
  const hasJwt = readings.some((one) => one.jwt === jwt);
  return jwt !== null && hasJwt && secret ? cleanedCopy(jwt, secret) : null;
}

/** "folder/a.creds" → "a-cleaned.creds", with characters that a file name should not have replaced. */
function nameOf({ sources, facts }: Entry): string {
  const source = sources.at(-1);
  const full = source?.kind === "paste" ? (facts.jwt?.name ?? "user") : (source?.name ?? "user");
  const base = full.replace(/^.*[/\\]/, "").replace(/\.[a-z]{1,8}$/i, "");
  return `${base.replace(/[^\p{L}\p{N}._-]/gu, "_").slice(0, 80) || "user"}-cleaned.creds`;
}
