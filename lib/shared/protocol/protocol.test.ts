// port-rules.ts says what no message can carry. tsc must accept it for the protocol as it is, and refuse
// each copy of the protocol into which a secret is planted.

import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const root = fileURLToPath(new URL("../../../", import.meta.url));
const read = (file: string) => readFileSync(path.join(root, "lib/shared", file), "utf8");

interface Plant {
  readonly name: string;
  readonly file: "protocol" | "requests" | "creds";
  readonly after: string;
  readonly line: string;
  /** The rules of port-rules.ts that it breaks. */
  readonly rules: readonly ("NoSecret" | "NoOtherBytes" | "OnlyCloneable")[];
}

const inSession = { file: "protocol", after: "export interface SessionState {" } as const;
const inReply = { file: "protocol", after: "export interface ImportResult {" } as const;
const inRequest = { file: "requests", after: "export interface ConnectRequest {" } as const;
const inFacts = { file: "creds", after: "export interface CredsFacts {" } as const;

const PLANTS: readonly Plant[] = [
  {
    name: "a seed as bytes",
    ...inSession,
    line: "seed: Uint8Array;",
    rules: ["NoSecret", "NoOtherBytes"],
  },
  { name: "a seed as text", ...inReply, line: "seed: string;", rules: ["NoSecret"] },
  {
    name: "a seed deeper down",
    ...inFacts,
    line: "more: { seed: string }[];",
    rules: ["NoSecret"],
  },
  { name: "raw text", ...inFacts, line: "raw: string;", rules: ["NoSecret"] },
  { name: "the creds", ...inReply, line: "creds: string;", rules: ["NoSecret"] },
  { name: "a nonce", ...inSession, line: "nonce: string;", rules: ["NoSecret"] },
  { name: "a whole JWT", ...inReply, line: "jwt: string;", rules: ["NoSecret"] },
  {
    name: "a signer",
    ...inReply,
    line: "sign: (nonce: string) => void;",
    rules: ["NoSecret", "OnlyCloneable"],
  },
  { name: "a signature", ...inFacts, line: "signature: string;", rules: ["NoSecret"] },
  {
    name: "more about the seed",
    file: "creds",
    after: "export interface SeedFacts {",
    line: "bytes: string;",
    rules: ["NoSecret"],
  },
  { name: "other bytes", ...inReply, line: "content: Uint8Array;", rules: ["NoOtherBytes"] },
  {
    name: "a Blob",
    ...inFacts,
    line: "file: Blob | null;",
    rules: ["NoOtherBytes", "OnlyCloneable"],
  },
  { name: "a function", ...inSession, line: "stop: () => void;", rules: ["OnlyCloneable"] },
  { name: "a key to the page", ...inReply, line: "key: CryptoKey;", rules: ["OnlyCloneable"] },
  { name: "a key to the vault", ...inRequest, line: "key: CryptoKey;", rules: ["OnlyCloneable"] },
];

const UNCHANGED = "unchanged";

describe("the compiler and a message to the page", () => {
  const dir = mkdtempSync(path.join(tmpdir(), "credence-port-"));
  let errors: readonly string[] = [];

  beforeAll(() => {
    write(UNCHANGED, null);
    for (const [index, plant] of PLANTS.entries()) write(`plant-${index}`, plant);
    const config = {
      compilerOptions: {
        target: "ES2022",
        lib: ["ES2023", "DOM"],
        module: "esnext",
        moduleResolution: "bundler",
        strict: true,
        noEmit: true,
        types: [],
        paths: { "@/*": [`${root}*`] },
      },
      include: ["*/*.ts"],
    };
    writeFileSync(path.join(dir, "tsconfig.json"), JSON.stringify(config));
    errors = compile();
  });

  afterAll(() => rmSync(dir, { recursive: true, force: true }));

  /** The protocol, its rules and the facts about creds, with the planted line in one of them. */
  function write(folder: string, plant: Plant | null): void {
    const texts = {
      protocol: read("protocol/protocol.ts"),
      "stored-ops": read("protocol/stored-ops.ts"),
      "schema-ops": read("protocol/schema-ops.ts"),
      requests: read("protocol/requests.ts"),
      "port-rules": read("protocol/port-rules.ts"),
      creds: read("facts/creds.ts"),
    };
    if (plant !== null) {
      const { file, after, line } = plant;
      expect(texts[file].split(after), after).toHaveLength(2);
      texts[file] = texts[file].replace(after, `${after}\n  readonly ${line}`);
    }
    mkdirSync(path.join(dir, folder));
    for (const [name, text] of Object.entries(texts)) {
      const linked = text
        .replaceAll('"@/lib/shared/facts/creds"', '"./creds"')
        .replaceAll('"./causes"', '"@/lib/shared/facts/causes"');
      writeFileSync(path.join(dir, folder, `${name}.ts`), linked);
    }
  }

  /** Every error as "file(line,column): …". */
  function compile(): readonly string[] {
    const tsc = path.join(root, "node_modules/typescript/bin/tsc");
    try {
      execFileSync(process.execPath, [tsc, "-p", dir, "--pretty", "false"], {
        cwd: dir,
        encoding: "utf8",
      });
      return [];
    } catch (error) {
      const { stdout } = error as { readonly stdout?: string };
      return (stdout ?? "").split("\n").filter((line) => /\berror TS\d/.test(line));
    }
  }

  /** The rules that a folder breaks, each by the name of the type around the error. */
  function brokenRules(folder: string): readonly string[] {
    const rules = read("protocol/port-rules.ts").split("\n");
    const lines = errors.flatMap((error) => {
      const [, file, line] = /^(.*?)\((\d+),\d+\): error/.exec(error) ?? [];
      return file === `${folder}/port-rules.ts` ? [Number(line)] : [];
    });
    const names = lines.map((line) =>
      rules
        .slice(0, line)
        .toReversed()
        .flatMap((text) => /^export type (\w+)/.exec(text)?.[1] ?? [])
        .at(0),
    );
    return [...new Set(names.map(String))];
  }

  it("accepts the protocol as it is", () => {
    expect(errors.filter((error) => !error.startsWith("plant-"))).toEqual([]);
    expect(brokenRules(UNCHANGED)).toEqual([]);
  });

  it.each(PLANTS.map((plant, index) => ({ ...plant, index })))(
    "refuses $name",
    ({ rules, index }) => {
      expect(brokenRules(`plant-${index}`)).toEqual(rules);
    },
  );
});
