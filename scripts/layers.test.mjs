// biome.json enforces the layers of layers.mjs: its rules match the table, and each rule catches a planted
// import and allows a permitted one.

import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { LAYERS, markdownTable, withImportRules } from "./layers.mjs";
import { bePatient } from "./testing/patience.mjs";

bePatient();

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));

/** A file and its import. @type {[string, string][]} */
const REFUSED = [
  ["lib/shared/base/planted.ts", "@/lib/shared/facts/creds"],
  ["lib/shared/facts/planted.ts", "@/lib/shared/grammar/subject"],
  ["lib/shared/grammar/planted.ts", "@/lib/shared/console/query"],
  ["lib/shared/grammar/planted.ts", "react"],
  ["lib/shared/diagnosis/planted.ts", "@/lib/page/diagnosis/texts/cause-text"],
  ["lib/shared/diagnosis/planted.ts", "zustand"],
  ["lib/shared/console/planted.ts", "@/lib/vault/message-store/message-store"],
  ["lib/shared/console/planted.ts", "react"],
  ["lib/shared/protocol/planted.ts", "@/lib/vault/worker/vault"],
  ["lib/vault/base/planted.ts", "@/lib/page/base/cx"],
  ["lib/vault/creds/planted.ts", "@/lib/shared/protocol/protocol"],
  ["lib/vault/creds/planted.ts", "@/lib/page/diagnosis/texts/creds-text"],
  ["lib/vault/creds/planted.ts", "nkeys.js"],
  ["lib/vault/creds/planted.ts", "nats.ws"],
  ["lib/vault/decode/planted.ts", "@/lib/vault/message-store/message-store"],
  ["lib/vault/message-store/planted.ts", "@/lib/vault/creds/read-creds"],
  ["lib/vault/message-store/planted.ts", "@/lib/page/console/json-tree"],
  ["lib/vault/message-store/planted.ts", "react"],
  ["lib/vault/nats/planted.ts", "@/lib/vault/session/session"],
  ["lib/vault/nats/planted.ts", "@/lib/page/permissions/decide"],
  ["lib/vault/nats/planted.ts", "nkeys.js"],
  ["lib/vault/console/planted.ts", "@/lib/vault/session/session"],
  ["lib/vault/jetstream/planted.ts", "@/lib/vault/session/session"],
  ["lib/vault/session/planted.ts", "@/lib/vault/keyring/keyring"],
  ["lib/vault/check/planted.ts", "@/lib/vault/keyring/keyring"],
  ["lib/vault/keyring/planted.ts", "@/lib/vault/worker/vault"],
  ["lib/vault/worker/planted.ts", "@/lib/page/state/vault-store"],
  ["lib/vault/worker/planted.ts", "@/lib/page/diagnosis/texts/action-text"],
  ["lib/vault/worker/planted.ts", "@/components/shared/when"],
  ["lib/vault/worker/planted.ts", "nats.ws"],
  ["lib/page/base/planted.ts", "@/lib/page/format/duration"],
  ["lib/page/format/planted.ts", "@/lib/page/console/json-tree"],
  ["lib/page/console/planted.ts", "@/lib/page/diagnosis/verdict"],
  ["lib/page/console/planted.ts", "@/lib/vault/message-store/message-store"],
  ["lib/page/diagnosis/planted.ts", "@/lib/vault/nats/connection"],
  ["lib/page/diagnosis/planted.ts", "@/lib/page/permissions/decide"],
  ["lib/page/diagnosis/planted.ts", "zustand"],
  ["lib/page/permissions/planted.ts", "@/lib/shared/protocol/protocol"],
  ["lib/page/permissions/planted.ts", "react"],
  ["lib/page/help/planted.ts", "@/lib/page/state/vault-store"],
  ["lib/page/snippets/planted.ts", "@/lib/page/state/vault-store"],
  ["lib/page/state/planted.ts", "@/lib/page/actions/file-actions"],
  ["lib/page/state/planted.ts", "@/lib/vault/creds/read-creds"],
  ["lib/page/config/planted.ts", "@/lib/page/vault-link/vault-client"],
  ["lib/page/vault-link/planted.ts", "@/lib/vault/worker/vault"],
  ["lib/page/vault-link/planted.ts", "@/lib/page/actions/file-actions"],
  ["lib/page/storage/planted.ts", "@/lib/page/actions/file-actions"],
  ["lib/page/actions/planted.ts", "@/components/layout/dashboard"],
  ["lib/page/actions/planted.ts", "@/lib/check/main"],
  ["lib/check/planted.ts", "@/components/layout/dashboard"],
  ["lib/check/planted.ts", "@/scripts/sandbox/client.mjs"],
  ["lib/page/check/planted.ts", "@/lib/page/overview/overview-store"],
  ["lib/page/overview/planted.ts", "@/lib/page/actions/entry-actions"],
  ["lib/page/actions/planted.ts", "@/lib/vault/creds/read-creds"],
  ["components/planted.tsx", "@/lib/vault/creds/nkeys"],
  ["components/planted.tsx", "@/lib/vault/message-store/message-store"],
  ["components/planted.tsx", "@/lib/vault/nats/connection"],
  ["components/planted.tsx", "@/lib/vault/worker/vault"],
  ["components/shell/planted.tsx", "nats.ws"],
  ["components/planted.tsx", "@/app/page"],
  ["components/planted.tsx", "@/scripts/size"],
  ["components/shell/planted.tsx", "../../lib/vault/creds/nkeys"],
  ["app/planted.tsx", "@/lib/page/state/vault-store"],
];

/** @type {[string, string][]} */
const ALLOWED = [
  ["lib/shared/facts/planted.ts", "@/lib/shared/base/result"],
  ["lib/shared/diagnosis/planted.ts", "@/lib/shared/grammar/address"],
  ["lib/vault/creds/planted.ts", "@/lib/shared/facts/creds"],
  ["lib/vault/creds/nkeys.ts", "nkeys.js/lib/index.js"],
  ["lib/vault/nats/planted.ts", "nats.ws"],
  ["lib/vault/nats/planted.ts", "@/lib/shared/diagnosis/outcome"],
  ["lib/vault/nats/planted.ts", "../../../node_modules/nats.ws/lib/src/connect.js"],
  ["lib/vault/session/planted.ts", "@/lib/vault/nats/connection"],
  ["lib/vault/worker/planted.ts", "@/lib/shared/base/result"],
  ["lib/page/permissions/planted.ts", "@/lib/page/diagnosis/trust/chain"],
  ["lib/page/vault-link/planted.ts", "@/lib/shared/protocol/protocol"],
  ["lib/page/actions/planted.ts", "@/lib/page/vault-link/vault-client"],
  ["components/planted.tsx", "@/lib/page/state/vault-store"],
  ["components/planted.tsx", "@/lib/shared/grammar/subject"],
  ["components/planted.tsx", "@/lib/page/permissions/decide"],
  ["components/planted.tsx", "react"],
  ["app/planted.tsx", "@/components/layout/dashboard"],
];

/** @type {string} */
let dir;
/** @type {Set<string>} */
const caught = new Set();

/** Gives the path of a planted file: inside its layer, with a different name for each import. */
const plantedPath = (/** @type {string} */ file, /** @type {string} */ from) =>
  file.replace("planted", `planted-${from.replace(/[^a-z]+/gi, "-").toLowerCase()}`);

beforeAll(() => {
  dir = mkdtempSync(path.join(tmpdir(), "credence-layers-"));
  const config = JSON.parse(readFileSync(path.join(root, "biome.json"), "utf8"));
  writeFileSync(path.join(dir, "biome.json"), JSON.stringify({ ...config, vcs: {}, plugins: [] }));
  for (const [file, from] of [...REFUSED, ...ALLOWED]) {
    const place = path.join(dir, plantedPath(file, from));
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
  expect([...caught]).toContain(plantedPath(file, from));
});

test.each(ALLOWED)("%s importing %s is allowed", (file, from) => {
  expect([...caught]).not.toContain(plantedPath(file, from));
});

test("biome.json and ARCHITECTURE.md say what the table says", () => {
  const biome = JSON.parse(readFileSync(path.join(root, "biome.json"), "utf8"));
  expect(biome).toEqual(withImportRules(biome));
  const architecture = readFileSync(path.join(root, "ARCHITECTURE.md"), "utf8");
  expect(architecture).toContain(markdownTable());
});

test("every folder of code has a layer, and every layer a planted violation", () => {
  const folders = ["shared", "vault", "page"].flatMap((thread) =>
    readdirSync(path.join(root, "lib", thread), { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => `lib/${thread}/${name}`),
  );
  expect([...folders, "lib/check", "app", "components"].sort()).toEqual(
    LAYERS.map(({ folder }) => folder).sort(),
  );
  for (const { folder } of LAYERS) {
    expect(
      REFUSED.some(([file]) => file.startsWith(`${folder}/`)),
      folder,
    ).toBe(true);
  }
});
