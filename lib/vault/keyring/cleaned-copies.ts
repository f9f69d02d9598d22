// Makes cleaned copies of creds, which the page offers as blob URLs. Owned by the vault. The text of a file is
// not kept, so its copy is made from the file again; the entry of a paste keeps its copy. A copy is
// dropped when it is released or its entry is forgotten.

import { fail, ok, type Result } from "@/lib/shared/base/result";
import type { ActionFault } from "@/lib/shared/facts/action-fault";
import type { EntryId } from "@/lib/shared/facts/creds";
import { cleanedCopy } from "@/lib/vault/creds/cleaned-copy";
import { type CredsReading, readCredsInBatches } from "@/lib/vault/creds/read-creds";
import { type Entry, fingerprintOf } from "./keyring-entry";

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
    const text =
      origin.kind === "cleaned" ? ok(origin.bytes.slice()) : await readAgain(entry, origin);
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

async function readAgain(
  entry: Entry,
  { file }: Extract<Entry["origin"], { kind: "file" }>,
): Promise<Result<Uint8Array<ArrayBuffer>, ActionFault>> {
  const source = { kind: "paste", name: "", bytes: file.size } as const;
  try {
    const bytes = new Uint8Array(await file.arrayBuffer());
    for await (const { results } of readCredsInBatches(bytes, source)) {
      const readings = results.filter((reading) => reading.kind === "creds");
      const same = readings.find((reading) => fingerprintOf(reading) === entry.fingerprint);
      const text = same?.jwt ? cleanedCopy(same.jwt, same.secret) : null;
      for (const reading of readings) wipeReading(reading);
      if (text !== null) return ok(text);
    }
    return fail("file-changed");
  } catch {
    return fail("creds/unreadable-file");
  }
}

function wipeReading(reading: CredsReading): void {
  reading.secret?.raw.fill(0);
  reading.signer?.wipe();
}

/** "folder/a.creds" → "a-cleaned.creds", with characters that a file name should not have replaced. */
function nameOf({ sources, facts }: Entry): string {
  const source = sources.at(-1);
  const full = source?.kind === "paste" ? (facts.jwt?.name ?? "user") : (source?.name ?? "user");
  const base = full.replace(/^.*[/\\]/, "").replace(/\.[a-z]{1,8}$/i, "");
  return `${base.replace(/[^\p{L}\p{N}._-]/gu, "_").slice(0, 80) || "user"}-cleaned.creds`;
}
