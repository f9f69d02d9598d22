// The layers of the code, in one table. `node scripts/layers.mjs` writes the import rules of biome.json and the
// table in ARCHITECTURE.md from it. layers.test.mjs compares them, and plants a violation of each layer.
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));

/**
 * @typedef {object} Layer
 * @property {string} folder
 * @property {readonly string[]} uses it may import these, and whatever these may import
 * @property {readonly string[]} [outside] folders outside of the table that it may import
 * @property {string} holds the contents of the folder, for ARCHITECTURE.md
 */

/** @type {readonly Layer[]} */
export const LAYERS = [
  // Both threads.
  { folder: "lib/shared/base", uses: [], holds: "results, bytes, JSON values" },
  {
    folder: "lib/shared/facts",
    uses: ["lib/shared/base"],
    holds: "what crosses the port, as types; the cause codes",
  },
  {
    folder: "lib/shared/grammar",
    uses: ["lib/shared/facts"],
    holds: "subjects, server addresses, inboxes: what is well-formed",
  },
  {
    folder: "lib/shared/diagnosis",
    uses: ["lib/shared/grammar"],
    holds: "rules that both threads apply: checks of creds alone, the server's errors, outcomes",
  },
  {
    folder: "lib/shared/console",
    uses: ["lib/shared/grammar"],
    holds: "search grammar, payload kinds, repeat templates, retention",
  },
  {
    folder: "lib/shared/protocol",
    uses: ["lib/shared/console"],
    holds: "every message between page and vault, as types",
  },
  // The vault alone.
  {
    folder: "lib/vault/base",
    uses: ["lib/shared/base"],
    holds: "the clock of arrivals, work in turns",
  },
  {
    folder: "lib/vault/decode",
    uses: ["lib/vault/base", "lib/shared/console"],
    holds: "payloads that are no text: compression, binary formats",
  },
  {
    folder: "lib/vault/creds",
    uses: ["lib/vault/base", "lib/shared/facts"],
    holds: "bytes → facts: encodings, blocks, nkeys, JWTs",
  },
  {
    folder: "lib/vault/message-store",
    uses: ["lib/vault/decode"],
    holds: "message log, search, tree, timeline, exports",
  },
  {
    folder: "lib/vault/nats",
    uses: ["lib/vault/message-store", "lib/shared/diagnosis"],
    holds: "the only adapter over nats.ws: sockets, attempts, requests",
  },
  {
    folder: "lib/vault/console",
    uses: ["lib/vault/nats"],
    holds: "subscriptions of a session, log reading, recordings, repeats, the responder",
  },
  {
    folder: "lib/vault/jetstream",
    uses: ["lib/vault/console"],
    holds: "what JetStream stores, read without changing it",
  },
  {
    folder: "lib/vault/session",
    uses: ["lib/vault/console", "lib/shared/protocol"],
    holds: "one loaded creds and its connection over time, renewal",
  },
  {
    folder: "lib/vault/keyring",
    uses: ["lib/vault/session", "lib/vault/creds"],
    holds: "loaded creds, seed boxes, file import, account fetch",
  },
  {
    folder: "lib/vault/check",
    uses: ["lib/vault/session"],
    holds: "many creds against servers: real attempts at the pace that browser and servers allow",
  },
  {
    folder: "lib/vault/worker",
    uses: ["lib/vault/keyring", "lib/vault/jetstream", "lib/vault/check"],
    holds: "the worker's entry, dispatch, handlers",
  },
  // The page alone.
  {
    folder: "lib/page/base",
    uses: ["lib/shared/base"],
    holds: "class names, shell quoting, visible characters",
  },
  { folder: "lib/page/format", uses: ["lib/page/base"], holds: "durations, bytes, counts, times" },
  {
    folder: "lib/page/console",
    uses: ["lib/page/format", "lib/shared/console"],
    holds: "payload formats, JSON tree, typed payloads, filter rows",
  },
  {
    folder: "lib/page/diagnosis",
    uses: ["lib/page/format", "lib/shared/diagnosis"],
    holds: "facts → checks, causes, verdict, report; codes → text",
  },
  {
    folder: "lib/page/permissions",
    uses: ["lib/page/diagnosis"],
    holds: "rights → may it, by which rule; two identities compared",
  },
  {
    folder: "lib/page/help",
    uses: ["lib/page/permissions", "lib/page/console"],
    holds: "the help: entries of causes, keys, terms of the filter, examples of permissions",
  },
  {
    folder: "lib/page/snippets",
    uses: ["lib/page/permissions"],
    holds: "the same connection as code, for eleven clients",
  },
  {
    folder: "lib/page/state",
    uses: ["lib/page/permissions", "lib/page/console", "lib/shared/protocol"],
    holds: "stores of public facts",
  },
  {
    folder: "lib/page/check",
    uses: ["lib/page/state"],
    holds: "the results of a check as lines; CSV, JSON, JUnit, Markdown",
  },
  {
    folder: "lib/page/overview",
    uses: ["lib/page/state"],
    holds: "many creds at once: rows, counts, search, order, who may, exports",
  },
  {
    folder: "lib/page/config",
    uses: ["lib/page/state"],
    holds: "config.json, sandbox.json, deep links",
  },
  {
    folder: "lib/page/vault-link",
    uses: ["lib/page/config"],
    holds: "the page's vault: start, calls, events, restart",
  },
  {
    folder: "lib/page/storage",
    uses: ["lib/page/vault-link"],
    holds: "what the browser keeps between visits",
  },
  {
    folder: "lib/page/actions",
    uses: ["lib/page/storage", "lib/page/overview", "lib/page/check"],
    holds: "the verbs that components call",
  },
  {
    folder: "components",
    uses: ["lib/page/actions", "lib/page/snippets", "lib/page/help"],
    holds: "presentation; owns no data",
  },
  { folder: "app", uses: ["components"], holds: "routes, styles, fonts" },
  {
    folder: "lib/check",
    uses: ["lib/page/actions", "lib/vault/worker"],
    outside: ["scripts/bridge"],
    holds: "the same check on the command line: a vault in this process, files, servers, formats",
  },
];

/** Packages that few folders may import. An entry of `folders` may be a file. */
export const PACKAGES = [
  {
    patterns: ["nats.ws", "nats.ws/**"],
    folders: ["lib/vault/nats"],
    message: "nats.ws is imported in lib/vault/nats alone.",
  },
  {
    patterns: ["nkeys.js", "nkeys.js/**"],
    folders: ["lib/vault/creds/nkeys.ts"],
    message: "nkeys.js is imported in lib/vault/creds/nkeys.ts alone.",
  },
  {
    patterns: [
      "react",
      "react-dom",
      "next",
      "next/**",
      "zustand",
      "zustand/**",
      "@base-ui/**",
      "@tanstack/**",
      "lucide-react",
    ],
    folders: [
      "app",
      "components",
      "lib/page/state",
      "lib/page/overview",
      "lib/page/config",
      "lib/page/vault-link",
      "lib/page/storage",
      "lib/page/actions",
    ],
    message: "React and its libraries are imported in lib/page/state and the layers above it only.",
  },
];

/**
 * @param {string} folder
 * @returns {readonly string[]} the folders that it may import, its own first
 */
export function allowedImports(folder) {
  const layer = LAYERS.find((one) => one.folder === folder);
  if (!layer) throw new Error(`No layer ${folder}.`);
  // A route may only show a component.
  if (folder === "app") return ["app", ...layer.uses];
  return [...new Set([folder, ...layer.uses.flatMap(allowedImports)])];
}

/** @param {string} folder or a file that has separate rules */
function patternsOf(folder, layer = folder) {
  const packages = PACKAGES.filter(
    ({ folders }) => !folders.includes(layer) && !folders.includes(folder),
  );
  const outside = LAYERS.find((one) => one.folder === layer)?.outside ?? [];
  return [
    {
      group: ["@/**", ...[...allowedImports(layer), ...outside].map((one) => `!@/${one}/**`)],
      message: "Imports point one way, and never from one thread to the other; scripts/layers.mjs.",
    },
    ...packages.map(({ patterns, message }) => ({ group: patterns, message })),
    // A path through node_modules may reach files inside a package.
    { group: ["../**", "!../**/node_modules/**"], message: "Leave a folder by its name: @/lib/…" },
  ];
}

/** @returns {object[]} overrides of biome.json */
export function importRules() {
  const files = PACKAGES.flatMap(({ folders }) => folders).filter((one) => one.endsWith(".ts"));
  const scopes = [
    ...LAYERS.map(({ folder }) => ({ includes: `${folder}/**`, rules: patternsOf(folder) })),
    ...files.map((file) => ({ includes: file, rules: patternsOf(file, path.dirname(file)) })),
  ];
  return scopes.map(({ includes, rules }) => ({
    includes: [includes, "!**/*.test.ts", "!**/*.bench.ts"],
    linter: {
      rules: {
        style: { noRestrictedImports: { level: "error", options: { patterns: rules } } },
      },
    },
  }));
}

/**
 * @param {{overrides: {linter?: {rules?: {style?: Record<string, unknown>}}}[]}} config
 * @returns {object} the same with the import rules of the table
 */
export function withImportRules(config) {
  const others = config.overrides.filter(
    (override) => !override.linter?.rules?.style?.["noRestrictedImports"],
  );
  return { ...config, overrides: [...others, ...importRules()] };
}

const THREADS = {
  ...{ "lib/shared": "both", "lib/vault": "vault", "lib/page": "page" },
  "lib/check": "Node",
};

/** Makes the table of ARCHITECTURE.md, which is between two markers there. */
export function markdownTable() {
  const rows = LAYERS.toReversed().map(({ folder, uses, outside = [], holds }) => {
    const thread = Object.entries(THREADS).find(([prefix]) => folder.startsWith(prefix))?.[1];
    const may = [...uses, ...outside].map((one) => `\`${one}\``).join(", ") || "nothing";
    return `| \`${folder}\` | ${holds} | ${thread ?? (folder === "app" ? "build" : "page")} | ${may} |`;
  });
  return ["| folder | what lives there | thread | builds on |", "|---|---|---|---|", ...rows].join(
    "\n",
  );
}

const MARKED =
  /(<!-- layers: made by scripts\/layers\.mjs -->\n)[\s\S]*?(\n<!-- end of layers -->)/;

/** @param {string} text of ARCHITECTURE.md */
export const withTable = (text) =>
  text.replace(MARKED, (_, begin, end) => `${begin}${markdownTable()}${end}`);

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const biome = path.join(root, "biome.json");
  const config = JSON.parse(fs.readFileSync(biome, "utf8"));
  fs.writeFileSync(biome, JSON.stringify(withImportRules(config), null, 2));
  const architecture = path.join(root, "ARCHITECTURE.md");
  fs.writeFileSync(architecture, withTable(fs.readFileSync(architecture, "utf8")));
  const format = ["node_modules/@biomejs/biome/bin/biome", "format", "--write", "biome.json"];
  spawnSync(process.execPath, format, { cwd: root, stdio: "inherit" });
}
