// How the snippet of each client is compiled and run, with the tools that `npm run tools` installed. Called by
// clients.mjs. Nothing is fetched here.
import fs from "node:fs";
import path from "node:path";
import { rootDir } from "../setup/paths.mjs";
import { run } from "../setup/run.mjs";
import { PINS } from "../tools/folder.mjs";
import { runInBrowser } from "./browser.mjs";
import { parser } from "./parsers.mjs";
import { runInTerminals } from "./terminals.mjs";

/** @typedef {import("../setup/run.mjs").RunResult} RunResult */
/** @typedef {import("./run-case.mjs").Place} Place */
/** @typedef {import("../tools/folder.mjs").ToolName} ToolName */

/**
 * @typedef {object} Runner
 * @property {string} name as in the table: "JavaScript in Deno"
 * @property {string} snippet the id of the snippet
 * @property {readonly ToolName[]} tools without one of them it is skipped
 * @property {() => Promise<string>} ran what the tab names: "nats.go 1.55.0"
 * @property {boolean} [isParser] the code is parsed and not run
 * @property {(place: Place, code: string) => Promise<RunResult>} run
 */

const LIMIT_MS = 120_000;

/**
 * The output of one command, or of the first that fails.
 * @param {string} dir
 * @param {readonly (readonly [string, ...string[]])[]} commands
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {Promise<RunResult>}
 */
export async function runAll(dir, commands, env = {}) {
  /** @type {RunResult} */
  let result = { ok: true, code: 0, output: "" };
  for (const [command, ...args] of commands) {
    result = await run(command, args, {
      cwd: dir,
      timeout: LIMIT_MS,
      env: { ...process.env, ...env },
    });
    if (!result.ok) break;
  }
  return result;
}

/**
 * @param {string} command
 * @param {RegExp} pattern its first group is the version
 * @param {readonly string[]} [args]
 */
async function versionOf(command, pattern, args = ["--version"]) {
  const { output } = await run(command, args, { timeout: 30_000 });
  return pattern.exec(output)?.[1] ?? "of an unknown version";
}

/** @param {string} dir @param {string} name @param {string} text */
const write = (dir, name, text) => {
  fs.mkdirSync(path.dirname(path.join(dir, name)), { recursive: true });
  fs.writeFileSync(path.join(dir, name), text);
};

/** @param {ToolName} tool @param {readonly string[]} names @param {string} dir */
const copy = (tool, names, dir) => {
  for (const name of names) fs.copyFileSync(path.join(folder(tool), name), path.join(dir, name));
};

/** @param {ToolName} tool */
const folder = (tool) => TOOL_FOLDERS.get(tool) ?? "";

/** Filled by clients.mjs with the folders of what is installed. @type {Map<ToolName, string>} */
export const TOOL_FOLDERS = new Map();

/** @param {string} dir */
const linkModules = (dir) => {
  const modules = path.join(folder("node"), "node_modules");
  fs.symlinkSync(modules, path.join(dir, "node_modules"), "junction");
  write(dir, "package.json", '{"type":"module"}\n');
};

/** @param {string} dir */
const typeCheck = async (dir) => {
  const tsc = path.join(rootDir, "node_modules/typescript/bin/tsc");
  const types = path.join(rootDir, "node_modules/@types");
  const options = ["--noEmit", "--strict", "--module", "nodenext", "--target", "es2022"];
  const rest = ["--skipLibCheck", "--typeRoots", types, "--types", "node", "main.ts"];
  return runAll(dir, [[process.execPath, tsc, ...options, ...rest]]);
};

/** @param {string} code */
const withoutTypes = async (code) => {
  const { transformWithOxc } = await import("vite");
  return (await transformWithOxc(code, "main.ts")).code;
};

const typescriptVersion = () =>
  versionOf(process.execPath, /(\d[\d.]*)/, [
    path.join(rootDir, "node_modules/typescript/bin/tsc"),
    "--version",
  ]);

const deno = () => path.join(folder("deno"), "node_modules/@deno/linux-x64-glibc/deno");
const bun = () => path.join(folder("bun"), "node_modules/@oven/bun-linux-x64/bin/bun");
const transport = `@nats-io/transport-node ${PINS.node}`;
const gccVersion = () => versionOf("cc", /(\d+\.\d+\.\d+)/);

/** @type {readonly Runner[]} */
export const RUNNERS = [
  {
    name: "Go",
    snippet: "go",
    tools: ["go"],
    ran: async () =>
      `nats.go ${PINS.go} and Go ${await versionOf("go", /go(\d[\d.]*)/, ["version"])}`,
    run: async ({ dir }, code) => {
      copy("go", ["go.mod", "go.sum"], dir);
      write(dir, "main.go", code);
      return runAll(
        dir,
        [
          ["go", "vet", "."],
          ["go", "run", "."],
        ],
        { GOPROXY: "off" },
      );
    },
  },
  {
    name: "Java",
    snippet: "java",
    tools: ["java"],
    ran: async () => `jnats ${PINS.java} and Java ${await versionOf("java", /(\d[\d.]*)/)}`,
    run: async ({ dir }, code) => {
      write(dir, "Main.java", code);
      const jars = path.join(folder("java"), "lib", "*");
      return runAll(dir, [
        ["javac", "-Xlint:all,-options,-try", "-Werror", "-proc:none", "-cp", jars, "Main.java"],
        ["java", "-cp", `${jars}${path.delimiter}.`, "Main"],
      ]);
    },
  },
  {
    name: "JavaScript in Node",
    snippet: "javascript",
    tools: ["node"],
    ran: async () => `${transport} in Node ${process.versions.node}`,
    run: async ({ dir }, code) => {
      linkModules(dir);
      write(dir, "main.js", code);
      return runAll(dir, [[process.execPath, "main.js"]]);
    },
  },
  {
    name: "JavaScript in Deno",
    snippet: "javascript",
    tools: ["node", "deno"],
    ran: async () => `Deno ${PINS.deno}`,
    run: async ({ dir }, code) => {
      linkModules(dir);
      write(dir, "main.js", code);
      const options = ["run", "--no-remote", "--node-modules-dir=manual", "--allow-all"];
      return runAll(dir, [[deno(), ...options, "main.js"]], { DENO_NO_UPDATE_CHECK: "1" });
    },
  },
  {
    name: "JavaScript in Bun",
    snippet: "javascript",
    tools: ["node", "bun"],
    ran: async () => `Bun ${PINS.bun}`,
    run: async ({ dir }, code) => {
      linkModules(dir);
      write(dir, "main.js", code);
      return runAll(dir, [[bun(), "run", "main.js"]]);
    },
  },
  {
    name: "TypeScript in Node",
    snippet: "typescript",
    tools: ["node"],
    ran: async () =>
      `TypeScript ${await typescriptVersion()}, ${transport} in Node ${process.versions.node}`,
    run: async ({ dir }, code) => {
      linkModules(dir);
      write(dir, "main.ts", code);
      const checked = await typeCheck(dir);
      if (!checked.ok) return checked;
      write(dir, "main.js", await withoutTypes(code));
      return runAll(dir, [[process.execPath, "main.js"]]);
    },
  },
  {
    name: "TypeScript in Deno",
    snippet: "typescript",
    tools: ["node", "deno"],
    ran: async () => `Deno ${PINS.deno}`,
    run: async ({ dir }, code) => {
      linkModules(dir);
      write(dir, "main.ts", code);
      const options = ["run", "--no-remote", "--node-modules-dir=manual", "--allow-all"];
      return runAll(dir, [[deno(), ...options, "main.ts"]], { DENO_NO_UPDATE_CHECK: "1" });
    },
  },
  {
    name: "TypeScript in Bun",
    snippet: "typescript",
    tools: ["node", "bun"],
    ran: async () => `Bun ${PINS.bun}`,
    run: async ({ dir }, code) => {
      linkModules(dir);
      write(dir, "main.ts", code);
      return runAll(dir, [[bun(), "run", "main.ts"]]);
    },
  },
  {
    name: "JavaScript in a browser",
    snippet: "browser",
    tools: ["node"],
    ran: runInBrowser.ran,
    run: ({ dir, one }, code) =>
      runInBrowser.run(
        dir,
        code,
        one.context.credsFileName,
        path.join(folder("node"), "node_modules"),
      ),
  },
  {
    name: "Python",
    snippet: "python",
    tools: ["python"],
    ran: async () => `nats-py ${PINS.python} and Python ${await versionOf(python(), /(\d[\d.]*)/)}`,
    run: async ({ dir }, code) => {
      write(dir, "main.py", code);
      return runAll(dir, [[python(), "-W", "error::SyntaxWarning", "main.py"]]);
    },
  },
  {
    name: "C",
    snippet: "c",
    tools: ["c"],
    ran: async () => `nats.c ${PINS.c} and gcc ${await gccVersion()}`,
    run: async ({ dir }, code) => {
      write(dir, "main.c", code);
      const { include, lib } = cFolders();
      const warnings = ["-Wall", "-Wextra", "-Wno-unused-parameter", "-Werror"];
      const paths = ["-I", include, "-L", lib, `-Wl,-rpath,${lib}`, `-Wl,-rpath-link,${lib}`];
      return runAll(
        dir,
        [["cc", ...warnings, ...paths, "main.c", "-lnats", "-o", "main"], ["./main"]],
        { LD_LIBRARY_PATH: lib },
      );
    },
  },
  {
    name: "Rust",
    snippet: "rust",
    tools: ["rust"],
    ran: async () =>
      `async-nats ${PINS.rust} and Rust ${await versionOf("rustc", /(\d+\.\d+\.\d+)/)}`,
    run: async ({ dir }, code) => {
      copy("rust", ["Cargo.toml", "Cargo.lock"], dir);
      write(dir, "src/main.rs", code);
      return runAll(dir, [["cargo", "run", "--offline", "--quiet"]], {
        CARGO_TARGET_DIR: path.join(folder("rust"), "target"),
        CARGO_BUILD_JOBS: "1",
        RUSTFLAGS: "",
      });
    },
  },
  {
    name: "nats CLI",
    snippet: "cli",
    tools: ["nats"],
    ran: async () => `nats ${PINS.nats}`,
    run: (place, code) => runInTerminals(place, code, folder("nats")),
  },
  {
    name: ".NET",
    snippet: "dotnet",
    tools: ["csharp-grammar"],
    ...parser("tree-sitter-c-sharp", PINS["csharp-grammar"], () => folder("csharp-grammar")),
  },
  {
    name: "Ruby",
    snippet: "ruby",
    tools: ["ruby-grammar"],
    ...parser("tree-sitter-ruby", PINS["ruby-grammar"], () => folder("ruby-grammar")),
  },
];

const python = () => path.join(folder("python"), "venv/bin/python");

/** Of Debian's packages, which have a folder for each kind of machine. */
function cFolders() {
  const usr = path.join(folder("c"), "usr");
  const [machine = ""] = fs.readdirSync(path.join(usr, "lib"));
  return { include: path.join(usr, "include"), lib: path.join(usr, "lib", machine) };
}
