// A store of the real nsc with a real server that trusts it, for the tests of printed commands. Everything is in a
// temporary folder; nsc finds it by its environment, as in a person's terminal.

import { execFile, execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { type RunningNatsServer, startServer } from "./real-server";

export interface NscStore {
  readonly server: RunningNatsServer;
  /** Runs one call of nsc and gives what it prints. Throws if nsc says no. */
  nsc(...args: readonly string[]): string;
  /** Runs printed lines in a shell, in an empty folder, and gives the folder. Throws if one fails. */
  runPrinted(command: string): Promise<string>;
  /** The creds file of a user as the store has it now. */
  creds(account: string, user: string): string;
  /** The public key that `nsc describe` tells for this part of the store. */
  key(kind: "account" | "user", account: string, user?: string): string;
  remove(): void;
}

/** `folder`: where `npm run tools` put nsc. */
export async function makeNscStore(folder: string): Promise<NscStore> {
  const home = mkdtempSync(path.join(tmpdir(), "credence-nsc-"));
  const env = {
    ...process.env,
    PATH: `${folder}${path.delimiter}${process.env["PATH"] ?? ""}`,
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
  const describe = (...args: readonly string[]): Record<string, string> =>
    JSON.parse(nsc("describe", ...args, "--json"));

  nsc("add", "operator", "--name", "OP", "--sys");
  const system = describe("account", "--name", "SYS")["sub"] ?? "";
  const jwts = path.join(home, "jwts");
  mkdirSync(jwts);
  const server = await startServer(
    [
      `operator: ${nsc("describe", "operator", "--raw")}`,
      `system_account: ${system}`,
      `resolver { type: full, dir: ${JSON.stringify(jwts)}, allow_delete: true }`,
      `resolver_preload { ${system}: ${nsc("describe", "account", "--name", "SYS", "--raw")} }`,
    ].join("\n"),
  );
  nsc("edit", "operator", "--account-jwt-server-url", server.clientUrl);
  let runs = 0;
  return {
    server,
    nsc,
    creds: (account, user) => nsc("generate", "creds", "--account", account, "--name", user),
    key: (kind, account, user = "") =>
      describe(
        ...(kind === "user"
          ? ["user", "--account", account, "--name", user]
          : ["account", "--name", account]),
      )["sub"] ?? "",
    runPrinted(command) {
      runs += 1;
      const cwd = path.join(home, `run-${runs}`);
      mkdirSync(cwd);
      return new Promise((resolve, reject) => {
        execFile("sh", ["-c", command], { cwd, env, timeout: 60_000 }, (error, out, err) => {
          if (error) reject(new Error(`${command}\n${out}${err}`));
          else resolve(cwd);
        });
      });
    },
    remove: () => rmSync(home, { recursive: true, force: true }),
  };
}

/** The creds that printed lines left in a folder, or null. */
export function credsIn(folder: string, user: string): string | null {
  try {
    return readFileSync(path.join(folder, `${user}.creds`), "utf8");
  } catch {
    return null;
  }
}
