// Runs the JavaScript and TypeScript snippets, word for word, against a real nats-server with creds
// made for the test; the TypeScript one is type-checked too.

import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { transformWithOxc } from "vite";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { UserPermissions } from "@/lib/shared/facts/creds";
import { factsOf } from "@/lib/testing/diagnosis-facts";
import {
  makeAccount,
  makeKey,
  makeOperator,
  makeUser,
  operatorConfig,
} from "../../../scripts/sandbox/identities.mjs";
import { type RunningNatsServer, startNatsServer } from "../../../scripts/sandbox/server.mjs";
import { findNatsServer } from "../../../scripts/setup/nats-server/find.mjs";
import { snippetContext } from "./context";
import type { SnippetId } from "./snippet";
import { snippets } from "./snippets";

const run = promisify(execFile);
const root = fileURLToPath(new URL("../../..", import.meta.url));
const dir = mkdtempSync(path.join(tmpdir(), "credence-snippets-"));
let server: RunningNatsServer;
let account: Awaited<ReturnType<typeof makeAccount>>;

beforeAll(async () => {
  const found = await findNatsServer({ update: () => {} });
  if (!found.ok) throw new Error(`${found.reason} ${found.howTo}`);
  const systemKey = makeKey("account");
  const operator = await makeOperator({ name: "OP", systemAccount: systemKey.publicKey });
  const systemAccount = await makeAccount({ name: "SYS", operator, key: systemKey });
  account = await makeAccount({ name: "APP", operator });
  const serverDir = path.join(dir, "server");
  mkdirSync(serverDir);
  server = await startNatsServer({
    binary: found.path,
    dir: serverDir,
    config: operatorConfig({ operator, systemAccount, accounts: [account] }),
  });
  symlinkSync(path.join(root, "node_modules"), path.join(dir, "node_modules"), "junction");
});

afterAll(async () => {
  await server?.stop();
  rmSync(dir, { recursive: true, force: true });
});

const unrestricted: UserPermissions = {
  publish: { allow: null, deny: null },
  subscribe: { allow: null, deny: null },
  responses: null,
};

const narrow: UserPermissions = {
  publish: { allow: ["orders.eu.>"], deny: null },
  subscribe: { allow: ["orders.eu.*", "_INBOX_eu.>"], deny: null },
  responses: null,
};

async function codeFor(id: SnippetId, name: string, permissions = unrestricted): Promise<string> {
  const { publish, subscribe } = permissions;
  const claims = publish.allow
    ? { pub: { allow: publish.allow }, sub: { allow: subscribe.allow } }
    : {};
  const user = await makeUser({ name, account, claims });
  writeFileSync(path.join(dir, `${name}.creds`), user.creds);
  const source = {
    kind: "file",
    name: `${name}.creds`,
    bytes: user.creds.length,
    part: 0,
  } as const;
  const facts = factsOf({ sources: [source] }, {}, { permissions });
  const made = snippets(snippetContext(facts, server.wsUrl, server.clientUrl), "messages");
  const code = made.find((one) => one.id === id)?.code;
  if (!code) throw new Error(`no snippet ${id}`);
  return code;
}

async function runFile(name: string, code: string): Promise<string> {
  writeFileSync(path.join(dir, name), code);
  const { stdout } = await run(process.execPath, [name], { cwd: dir, timeout: 60_000 });
  return stdout;
}

describe("snippets that run", () => {
  it("JavaScript, unrestricted", async () => {
    const code = await codeFor("javascript", "svc-full");
    expect(await runFile("full.mjs", code)).toMatch(/^Connected to .+\ndemo\.hello hello\n$/u);
  });

  it("JavaScript, with narrow permissions and a custom inbox prefix", async () => {
    const code = await codeFor("javascript", "svc-narrow", narrow);
    expect(code).toContain('inboxPrefix: "_INBOX_eu"');
    expect(await runFile("narrow.mjs", code)).toContain("orders.eu.example hello\n");
  });

  it("TypeScript, and it type-checks", async () => {
    const code = await codeFor("typescript", "svc-typed", narrow);
    writeFileSync(path.join(dir, "typed.mts"), code);
    const options = ["--noEmit", "--strict", "--module", "nodenext", "--target", "es2022"];
    const types = ["--skipLibCheck", "--types", "node", "typed.mts"];
    const tsc = path.join(root, "node_modules", "typescript", "bin", "tsc");
    await run(process.execPath, [tsc, ...options, ...types], { cwd: dir, timeout: 60_000 }).catch(
      (error: { stdout?: string }) => expect.fail(error.stdout ?? String(error)),
    );
    const plain = await transformWithOxc(code, "typed.ts");
    expect(await runFile("typed.mjs", plain.code)).toContain("orders.eu.example hello\n");
  });

  it("shows a refusal as what it is, so that the test can fail", async () => {
    const code = await codeFor("javascript", "svc-denied", narrow);
    const denied = code.replaceAll("orders.eu.example", "orders.us.example");
    await expect(runFile("denied.mjs", denied)).rejects.toThrow(/Permissions Violation/u);
  });
});
