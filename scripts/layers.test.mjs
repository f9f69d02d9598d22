// The layers of ARCHITECTURE.md, as biome.json enforces them: each rule is shown to catch a planted
// import, and to let its allowed neighbour through.

import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { bePatient } from "./testing/patience.mjs";

bePatient();

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));

/** File, and what it imports. @type {[string, string][]} */
const REFUSED = [
  ["lib/base/planted.ts", "@/lib/facts/creds"],
  ["lib/facts/planted.ts", "@/lib/grammar/subject"],
  ["lib/grammar/planted.ts", "@/lib/console/message-store"],
  ["lib/console/planted.ts", "@/lib/creds/read-creds"],
  ["lib/console/planted.ts", "react"],
  ["lib/creds/planted.ts", "@/lib/vault/protocol"],
  ["lib/creds/planted.ts", "nkeys.js"],
  ["lib/creds/planted.ts", "nats.ws"],
  ["lib/diagnosis/planted.ts", "@/lib/nats/connection"],
  ["lib/diagnosis/planted.ts", "zustand"],
  ["lib/diagnosis/planted.ts", "@/lib/permissions/decide"],
  ["lib/permissions/planted.ts", "@/lib/nats/connection"],
  ["lib/permissions/planted.ts", "@/lib/vault/protocol"],
  ["lib/permissions/planted.ts", "react"],
  ["lib/snippets/planted.ts", "@/lib/nats/connection"],
  ["lib/nats/planted.ts", "@/lib/vault/worker/session"],
  ["lib/nats/planted.ts", "nkeys.js"],
  ["lib/vault/planted.ts", "@/lib/vault/worker/session"],
  ["lib/vault/planted.ts", "@/lib/creds/read-creds"],
  ["lib/vault/planted.ts", "@/lib/permissions/decide"],
  ["lib/vault/worker/planted.ts", "@/lib/state/vault-store"],
  ["lib/vault/worker/planted.ts", "nats.ws"],
  ["lib/state/planted.ts", "@/components/dashboard"],
  ["lib/state/planted.ts", "@/lib/creds/read-creds"],
  ["components/planted.tsx", "@/lib/creds/nkeys"],
  ["components/planted.tsx", "@/lib/nats/connection"],
  ["components/planted.tsx", "@/lib/vault/worker/session"],
  ["components/shell/planted.tsx", "nats.ws"],
  ["components/planted.tsx", "@/app/page"],
  ["components/shell/planted.tsx", "../../lib/creds/nkeys"],
  ["app/planted.tsx", "@/lib/state/vault-store"],
];

/** @type {[string, string][]} */
const ALLOWED = [
  ["lib/facts/planted.ts", "@/lib/base/result"],
  ["lib/creds/planted.ts", "@/lib/facts/creds"],
  ["lib/creds/nkeys.ts", "nkeys.js/lib/index.js"],
  ["lib/nats/planted.ts", "nats.ws"],
  ["lib/permissions/planted.ts", "@/lib/diagnosis/trust/chain"],
  ["lib/nats/planted.ts", "@/lib/permissions/decide"],
  ["lib/nats/planted.ts", "@/lib/diagnosis/outcome"],
  ["lib/vault/worker/planted.ts", "@/lib/nats/connection"],
  ["lib/state/planted.ts", "@/lib/vault/client"],
  ["components/planted.tsx", "@/lib/state/vault-store"],
  ["components/planted.tsx", "@/lib/grammar/subject"],
  ["components/planted.tsx", "@/lib/permissions/decide"],
  ["app/planted.tsx", "@/components/dashboard"],
];

/** @type {string} */
let dir;
/** @type {Set<string>} */
const caught = new Set();

/** Where a planted file lies: beside the others of its layer, under a name of its own. */
const placeOf = (/** @type {string} */ file, /** @type {string} */ from) =>
  file.replace("planted", `planted-${from.replace(/[^a-z]+/gi, "-").toLowerCase()}`);

beforeAll(() => {
  dir = mkdtempSync(path.join(tmpdir(), "credence-layers-"));
  const config = JSON.parse(readFileSync(path.join(root, "biome.json"), "utf8"));
  writeFileSync(path.join(dir, "biome.json"), JSON.stringify({ ...config, vcs: {} }));
  for (const [file, from] of [...REFUSED, ...ALLOWED]) {
    const place = path.join(dir, placeOf(file, from));
    mkdirSync(path.dirname(place), { recursive: true });
    writeFileSync(place, `import type { X } from "${from}";\n\nexport type Y = X;\n`);
  }
  const { stdout } = spawnSync(
    process.execPath,
    [
      path.join(root, "node_modules/@biomejs/biome/bin/biome"),
      "lint",
      "--only=style/noRestrictedImports",
      "--max-diagnostics=none",
      "--reporter=github",
    ],
    { cwd: dir, encoding: "utf8" },
  );
  for (const [, file] of stdout.matchAll(/file=([^,]+),/g)) {
    caught.add(path.relative(dir, path.resolve(dir, file ?? "")).replaceAll("\\", "/"));
  }
});

afterAll(() => rmSync(dir, { recursive: true, force: true }));

test.each(REFUSED)("%s importing %s is caught", (file, from) => {
  expect([...caught]).toContain(placeOf(file, from));
});

test.each(ALLOWED)("%s importing %s is let through", (file, from) => {
  expect([...caught]).not.toContain(placeOf(file, from));
});
