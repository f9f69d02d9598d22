// The clients that read odd creds files, by the families of lib/vault/creds/clients, and how the program of each is
// built and run. Called by shapes.mjs. .NET is not installed: the page's words about it come from its source.
import fs from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { run } from "../setup/run.mjs";
import { PINS, toolFolder } from "../tools/folder.mjs";

const PROGRAMS = fileURLToPath(new URL("./shapes/", import.meta.url));
const LIMIT_MS = 400_000;

/**
 * @typedef {object} ShapeClient
 * @property {string} name
 * @property {string} family
 * @property {import("../tools/folder.mjs").ToolName | null} tool
 * @property {string | null} [absent] why it cannot run, where it is no tool
 * @property {() => Promise<string>} ran
 * @property {(dir: string, url: string, files: readonly string[]) => Promise<import("../setup/run.mjs").RunResult>} run
 */

/**
 * @param {string} dir
 * @param {string} program in shapes/
 * @param {string} as its name in `dir`
 */
function bring(dir, program, as = program) {
  fs.mkdirSync(path.dirname(path.join(dir, as)), { recursive: true });
  fs.copyFileSync(path.join(PROGRAMS, program), path.join(dir, as));
}

/** @param {import("../tools/folder.mjs").ToolName} tool @param {string} dir @param {readonly string[]} names */
const copy = (tool, dir, names) => {
  for (const name of names)
    fs.copyFileSync(path.join(toolFolder(tool), name), path.join(dir, name));
};

/**
 * @param {string} dir
 * @param {string} command
 * @param {readonly string[]} args
 * @param {NodeJS.ProcessEnv} [env]
 */
const start = (dir, command, args, env = {}) =>
  run(command, args, { cwd: dir, timeout: LIMIT_MS, env: { ...process.env, ...env } });

/**
 * @param {string} dir
 * @param {string} include
 * @param {string} lib
 * @param {readonly string[]} args
 */
async function runC(dir, include, lib, args) {
  bring(dir, "connect.c");
  const paths = ["-I", include, "-L", lib, `-Wl,-rpath-link,${lib}`];
  const built = await start(dir, "cc", [...paths, "connect.c", "-lnats", "-o", "connect"]);
  return built.ok ? start(dir, "./connect", args, { LD_LIBRARY_PATH: lib }) : built;
}

/** @type {readonly ShapeClient[]} */
export const SHAPE_CLIENTS = [
  {
    name: "Go",
    family: "go-nkeys",
    tool: "go",
    ran: async () => `nats.go ${PINS.go}`,
    run: async (dir, url, files) => {
      copy("go", dir, ["go.mod", "go.sum"]);
      bring(dir, "connect.go", "main.go");
      return start(dir, "go", ["run", ".", url, ...files], { GOPROXY: "off" });
    },
  },
  {
    name: "Go tools",
    family: "go",
    tool: "nsc",
    ran: async () => `jwt of nsc ${PINS.nsc}`,
    run: async (dir, url, files) => {
      copy("nsc", dir, ["go.mod", "go.sum"]);
      bring(dir, "read.go", "main.go");
      return start(dir, "go", ["run", "-mod=mod", ".", url, ...files], { GOPROXY: "off" });
    },
  },
  {
    name: "JavaScript",
    family: "javascript",
    tool: "node",
    ran: async () => `@nats-io/transport-node ${PINS.node}`,
    run: async (dir, url, files) => {
      fs.symlinkSync(path.join(toolFolder("node"), "node_modules"), path.join(dir, "node_modules"));
      fs.writeFileSync(path.join(dir, "package.json"), '{"type":"module"}\n');
      bring(dir, "connect.js");
      return start(dir, process.execPath, ["connect.js", url, ...files]);
    },
  },
  {
    name: "Java",
    family: "java",
    tool: "java",
    ran: async () => `jnats ${PINS.java}`,
    run: async (dir, url, files) => {
      bring(dir, "Connect.java");
      const jars = path.join(toolFolder("java"), "lib", "*");
      const built = await start(dir, "javac", ["-cp", jars, "Connect.java"]);
      const classes = `${jars}${path.delimiter}.`;
      return built.ok ? start(dir, "java", ["-cp", classes, "Connect", url, ...files]) : built;
    },
  },
  {
    name: "Python",
    family: "python",
    tool: "python",
    ran: async () => `nats-py ${PINS.python}`,
    run: async (dir, url, files) => {
      bring(dir, "connect.py");
      const python = path.join(toolFolder("python"), "venv/bin/python");
      return start(dir, python, ["connect.py", url, ...files]);
    },
  },
  {
    name: "Rust",
    family: "rust",
    tool: "rust",
    ran: async () => `async-nats ${PINS.rust}`,
    run: async (dir, url, files) => {
      copy("rust", dir, ["Cargo.toml", "Cargo.lock"]);
      bring(dir, "connect.rs", "src/main.rs");
      return start(dir, "cargo", ["run", "--offline", "--quiet", "--", url, ...files], {
        CARGO_TARGET_DIR: path.join(toolFolder("rust"), "target"),
        CARGO_BUILD_JOBS: "1",
      });
    },
  },
  {
    name: "C before 3.9",
    family: "c-before-3.9",
    tool: "c",
    ran: async () => `nats.c ${PINS.c}`,
    run: (dir, url, files) => {
      const usr = path.join(toolFolder("c"), "usr");
      const [machine = ""] = fs.readdirSync(path.join(usr, "lib"));
      return runC(dir, path.join(usr, "include"), path.join(usr, "lib", machine), [url, ...files]);
    },
  },
  // No registry has a newer one, so it is built from source by hand: cmake --install-prefix FOLDER.
  {
    name: "C",
    family: "c",
    tool: null,
    absent: process.env["NATS_C"] ? null : "no nats.c from 3.9 on is named (NATS_C=FOLDER)",
    ran: async () => `nats.c of ${process.env["NATS_C"]}`,
    run: (dir, url, files) => {
      const folder = process.env["NATS_C"] ?? "";
      return runC(dir, path.join(folder, "include"), path.join(folder, "lib"), [url, ...files]);
    },
  },
];
