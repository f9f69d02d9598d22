// A store of the real nsc with a real server that trusts its operator. Everything is in a temporary folder; nsc finds
// it by its environment, as in a person's terminal. `npm run tools` installs nsc.

import { execFile, execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { connectPeer, type RunningNatsServer, startServer } from "@/lib/testing/real-server";
import { findTool } from "../../../scripts/tools/folder.mjs";

export interface Ran {
  /** Where the lines were run: files that they wrote are here. */
  readonly folder: string;
  readonly output: string;
}

export interface NscStore {
  readonly server: RunningNatsServer;
  /** The folders of the store itself, as a person would drop them. */
  readonly stores: string;
  readonly keys: string;
  /** Runs one call of nsc and gives what it prints. Throws if nsc says no. */
  nsc(...args: readonly string[]): string;
  /** `nsc describe … --json`. */
  describe(...args: readonly string[]): Described;
  /** Runs printed lines in a shell, in an empty folder, one after another. Throws if one fails. */
  run(lines: readonly string[], files?: Readonly<Record<string, string>>): Promise<Ran>;
  /** Gives the account to the server. `nsc push` does the same, and always waits a second for more servers. */
  push(account: string): Promise<void>;
  /** The creds file of a user as the store has it now. */
  creds(account: string, user: string): string;
  /** The seed of a key that nsc keeps. */
  seed(publicKey: string): string;
  remove(): Promise<void>;
}

export interface Described {
  readonly sub: string;
  readonly iss: string;
  readonly iat: number;
  readonly nats: { readonly signing_keys?: readonly (string | { readonly key: string })[] };
}

export const partsOf = (creds: string) => ({
  jwt: /^ey\S+$/mu.exec(creds)?.[0] ?? "",
  seed: /^SU\S+$/mu.exec(creds)?.[0] ?? "",
});

/** `isStrict`: users have to be signed with signing keys. */
export async function makeNscStore(isStrict = false): Promise<NscStore> {
  const folder = findTool("nsc") ?? "";
  const home = mkdtempSync(path.join(tmpdir(), "credence-nsc-"));
  const more = [folder, findTool("nats") ?? "", process.env["PATH"] ?? ""];
  const env = {
    ...process.env,
    PATH: more.join(path.delimiter),
    HOME: home,
    XDG_DATA_HOME: path.join(home, "data"),
    XDG_CONFIG_HOME: path.join(home, "config"),
    NSC_NO_GIT_IGNORE: "true",
  };
  const nsc = (...args: readonly string[]): string =>
    execFileSync(path.join(folder, "nsc"), args, {
      cwd: home,
      env,
      encoding: "utf8",
      stdio: ["ignore", "pipe", "pipe"],
    }).trim();
  const describe = (...args: readonly string[]): Described =>
    JSON.parse(nsc("describe", ...args, "--json"));
  const raw = (account: string) => nsc("describe", "account", "--name", account, "--raw");
  const creds = (account: string, user: string) =>
    nsc("generate", "creds", "--account", account, "--name", user);

  nsc("add", "operator", "--name", "OP", "--sys");
  if (isStrict) makeStrict(nsc, describe);
  const system = describe("account", "--name", "SYS").sub;
  const jwts = path.join(home, "jwts");
  mkdirSync(jwts);
  const server = await startServer(
    [
      `operator: ${nsc("describe", "operator", "--raw")}`,
      `system_account: ${system}`,
      `resolver { type: full, dir: ${JSON.stringify(jwts)} }`,
      `resolver_preload { ${system}: ${raw("SYS")} }`,
    ].join("\n"),
  );
  nsc("edit", "operator", "--account-jwt-server-url", server.clientUrl);
  const administrator = await connectPeer(server.wsUrl, partsOf(creds("SYS", "sys")));
  let runs = 0;
  const data = path.join(home, "data", "nats", "nsc");
  const keys = path.join(data, "keys");
  return {
    server,
    stores: path.join(data, "stores"),
    keys,
    nsc,
    describe,
    creds,
    async run(lines, files = {}) {
      runs += 1;
      const cwd = path.join(home, `run-${runs}`);
      mkdirSync(cwd);
      for (const [name, text] of Object.entries(files)) writeText(path.join(cwd, name), text);
      let output = "";
      for (const line of lines) {
        const newKey = /added signing key "(A\w+)"/u.exec(output)?.[1] ?? "NEW_KEY";
        output += await inShell(line.replace("NEW_KEY", newKey), cwd, env);
      }
      return { folder: cwd, output };
    },
    async push(account) {
      const answer = await administrator.request("$SYS.REQ.CLAIMS.UPDATE", raw(account), {
        timeout: 60_000,
      });
      const { error } = answer.json<{ error?: { description: string } }>();
      if (error) throw new Error(error.description);
    },
    seed: (key) =>
      readFileSync(path.join(keys, "keys", key[0] ?? "", key.slice(1, 3), `${key}.nk`), "utf8"),
    async remove() {
      await administrator.close();
      rmSync(home, { recursive: true, force: true });
    },
  };
}

/** nsc makes an operator strict when everything below it was issued with signing keys. */
function makeStrict(nsc: NscStore["nsc"], describe: NscStore["describe"]): void {
  nsc("edit", "operator", "--sk", "generate");
  const [operatorKey] = describe("operator").nats.signing_keys ?? [];
  nsc("edit", "account", "--name", "SYS", "--sk", "generate", "-K", String(operatorKey));
  const [systemKey] = describe("account", "--name", "SYS").nats.signing_keys ?? [];
  const user = ["edit", "user", "--account", "SYS", "--name", "sys", "--rm-tag", "NONE"];
  nsc(...user, "-K", String(systemKey));
  nsc("edit", "operator", "--require-signing-keys");
}

/** What nsc says of a JWT or a JSON file that another nsc has emptied and is about to write. */
const HALF_WRITTEN = /expected 3 chunks|unexpected end of JSON input/u;

/**
 * nsc reads files that another nsc may be writing, so that one call has to end before the next one begins. A push only
 * reads, and waits. Another call may begin meanwhile, so a push that read half of a file is made again.
 */
async function inShell(
  line: string,
  cwd: string,
  env: NodeJS.ProcessEnv,
  triesLeft = 5,
): Promise<string> {
  const options = { cwd, env, timeout: 120_000, encoding: "utf8" } as const;
  if (!line.startsWith("nsc push")) {
    const { status, stdout, stderr } = spawnSync("sh", ["-c", line], options);
    if (status !== 0) throw new Error(`${line}\n${stdout}${stderr}`);
    return stdout + stderr;
  }
  return new Promise((resolve, reject) => {
    execFile("sh", ["-c", line], options, (error, out, err) => {
      if (error === null) resolve(out + err);
      else if (triesLeft > 1 && HALF_WRITTEN.test(`${out}${err}`)) {
        resolve(inShell(line, cwd, env, triesLeft - 1));
      } else reject(new Error(`${line}\n${out}${err}`));
    });
  });
}

function writeText(file: string, text: string): void {
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, text);
}

/** A file that printed lines left in a folder, or null. */
export function fileIn(folder: string, name: string): string | null {
  try {
    return readFileSync(path.join(folder, name), "utf8");
  } catch {
    return null;
  }
}
