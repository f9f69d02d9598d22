// Finding nats-server by NATS_SERVER and PATH, with real binaries and real misfits.
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { bePatient } from "../../testing/patience.mjs";
import { binaryName } from "./cache.mjs";
import { findNatsServer } from "./find.mjs";
import { natsServerForTests } from "./for-tests.mjs";
import { probe } from "./version.mjs";

bePatient();

const folder = fs.mkdtempSync(path.join(os.tmpdir(), "credence-find-"));
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

const quiet = { update: () => {} };
const real = await natsServerForTests();

/**
 * @param {string} name
 * @param {string} text
 */
function script(name, text) {
  const file = path.join(folder, name, binaryName);
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, `#!/bin/sh\n${text}\n`, { mode: 0o755 });
  return file;
}

describe("NATS_SERVER", () => {
  it("is used when it runs", async () => {
    const found = await findNatsServer(quiet, { NATS_SERVER: real.path });
    expect(found).toEqual({ ok: true, ...pick(real), origin: "NATS_SERVER" });
  });

  it("is refused, not passed over, when it does not", async () => {
    const found = await findNatsServer(quiet, { NATS_SERVER: "/no/such/file" });
    expect(found.ok).toBe(false);
    expect(found.ok ? "" : found.reason).toContain("/no/such/file");
  });
});

describe("PATH", () => {
  it("passes over a server that is too old and one that does not run", async () => {
    const old = path.dirname(script("old", "echo 'nats-server: v2.7.4'"));
    const broken = path.dirname(script("broken", "echo 'libc too old' >&2; exit 1"));
    const PATH = [old, broken, path.dirname(real.path)].join(path.delimiter);
    const found = await findNatsServer(quiet, { PATH });
    expect(found).toEqual({ ok: true, ...pick(real), origin: "PATH" });
  });
});

describe("probe", () => {
  it("says why a candidate is not used", async () => {
    const old = await probe(script("old", "echo 'nats-server: v2.7.4'"));
    expect(old).toEqual({ ok: false, reason: "it is version 2.7.4; 2.9 or newer is needed" });
    const broken = await probe(script("broken", "echo 'libc too old' >&2; exit 1"));
    expect(broken).toEqual({ ok: false, reason: "it does not run: libc too old" });
  });
});

/** @param {{path: string, version: string}} binary */
const pick = ({ path: file, version }) => ({ path: file, version });
