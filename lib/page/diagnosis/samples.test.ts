// The sandbox's sample creds, read for real and judged: each one that the file gives away is named,
// and nothing is held against the others. What servers answer to them is tried in scripts/sandbox.

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { CredsFacts } from "@/lib/shared/facts/creds";
import { attemptOf } from "@/lib/testing/diagnosis-facts";
import { readCreds } from "@/lib/vault/creds/read-creds";
import { makeSamples } from "../../../scripts/sandbox/samples.mjs";
import { openKeyStore } from "../../../scripts/sandbox/state.mjs";
import { makeTrust } from "../../../scripts/sandbox/trust.mjs";
import { causesBeforeConnecting } from "./before-connecting";
import { checksOf } from "./checks";

const dir = mkdtempSync(path.join(tmpdir(), "credence-samples-"));
const facts = new Map<string, CredsFacts>();

beforeAll(async () => {
  const ring = openKeyStore(dir);
  for (const { file, text } of await makeSamples(await makeTrust(ring), ring)) {
    const bytes = new TextEncoder().encode(text);
    const [read] = await readCreds(bytes, { kind: "file", name: file, bytes: bytes.length });
    if (read?.kind !== "creds") throw new Error(`${file} was not read`);
    read.signer?.wipe();
    read.secret?.raw.fill(0);
    const id = read.facts.jwt?.subject ?? file;
    facts.set(file, { ...read.facts, id, sources: [read.source], sameUserAs: null });
  }
});

afterAll(() => rmSync(dir, { recursive: true, force: true }));

/** What the file, the clock and the address in INFO prove. */
const PROVEN: Record<string, readonly string[]> = {
  "svc-reports.creds": ["jwt/expired"],
  "svc-mixed-up.creds": ["seed/mismatch"],
  "svc-tampered.creds": ["jwt/signature"],
  "svc-tcp-only.creds": ["jwt/connection-type"],
  "svc-office.creds": ["jwt/source-address"],
  "svc-batch.creds": ["jwt/outside-times"],
};

/** Odd, but no reason to be refused. */
const WARNED: Record<string, readonly string[]> = {
  "svc-windows.creds": ["creds/form"],
  "svc-stock.creds": ["jwt/reply-only"],
};

describe("the sample creds", () => {
  it("are judged by what they show", () => {
    expect(facts.size).toBeGreaterThanOrEqual(16);
    for (const [file, one] of facts) {
      const seen = { attempt: attemptOf(), server: null };
      const causes = causesBeforeConnecting(one, Date.now(), seen);
      expect([file, causes.map(({ code }) => code)]).toEqual([file, PROVEN[file] ?? []]);
      expect(causes.every(({ certainty }) => certainty === "proven")).toBe(true);
      const warned = checksOf(one, Date.now(), seen).filter(({ state }) => state === "warn");
      expect([file, warned.map(({ code }) => code)]).toEqual([file, WARNED[file] ?? []]);
    }
    for (const file of [...Object.keys(PROVEN), ...Object.keys(WARNED)]) {
      expect(facts.has(file), file).toBe(true);
    }
  });
});
