// Makes cleaned copies of creds, which the page offers as blob URLs. Owned by the vault. No text of a seed is
// kept, so each copy is made from the file again; without the file there is no copy. A copy is dropped
// when it is released or its entry is forgotten.

import { fail, ok, type Result } from "@/lib/shared/base/result";
import type { ActionFault } from "@/lib/shared/facts/action-fault";
import type { EntryId } from "@/lib/shared/facts/creds";
import { cleanedCopy } from "@/lib/vault/creds/cleaned-copy";
import { type CredsReading, readCreds } from "@/lib/vault/creds/read-creds";
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
    let bytes: Uint8Array;
    try {
      bytes =
        origin.kind === "bytes"
          ? origin.bytes.slice()
          : new Uint8Array(await origin.file.arrayBuffer());
    } catch {
      return fail("creds/unreadable-file");
    }
    const source = { kind: "paste", name: "", bytes: bytes.length } as const;
    const readings = (await readCreds(bytes, source)).filter((reading) => reading.kind === "creds");
    const same = readings.find((reading) => fingerprintOf(reading) === entry.fingerprint);
    const text = same?.jwt ? cleanedCopy(same.jwt, same.secret) : null;
    for (const reading of readings) wipeReading(reading);
    if (text === null) return fail("file-changed");
    const url = URL.createObjectURL(new Blob([text], { type: "text/plain" }));
    text.fill(0);
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
