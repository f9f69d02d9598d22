// Everything that the documents name exists: paths, files, npm scripts and links.
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { rootDir } from "./setup/paths.mjs";

const list = (/** @type {string[]} */ ...args) =>
  execFileSync("git", ["ls-files", "-co", "--exclude-standard", ...args], {
    cwd: rootDir,
    encoding: "utf8",
  })
    .split("\n")
    .filter((name) => name !== "" && fs.existsSync(path.join(rootDir, name)));

const tracked = list();
const files = new Set(tracked);
const names = new Set(tracked.map((file) => path.posix.basename(file)));
const documents = list("*.md");
/** @type {Record<string, string>} */
const npmScripts = JSON.parse(fs.readFileSync(path.join(rootDir, "package.json"), "utf8")).scripts;

// These are made by a build, a release or the sandbox.
const MADE = /^(out|release|dist|host-files|sandbox|node_modules|\.next|\.credence)(\/|$)/;
const PATH = /^(app|components|lib|scripts|e2e|docs|deploy)\/[\w./-]*[\w-]$/;
const FILE = /^\w[\w-]*(\.test|\.spec|\.bench|\.worker)?\.(ts|tsx|mjs)$/;

/** @param {string} name a file, with or without its ending, or a folder */
const exists = (name) =>
  files.has(name) || tracked.some((file) => file.startsWith(`${name}/`)) || MADE.test(name);

describe.each(documents)("%s", (document) => {
  const text = fs.readFileSync(path.join(rootDir, document), "utf8");
  const prose = text.replace(/^```[\s\S]*?^```/gm, "");
  const quoted = [...prose.matchAll(/`([^`\n]+)`/g)].map(([, code = ""]) => code);

  it("names paths that exist", () => {
    expect(quoted.filter((code) => PATH.test(code) && !exists(code))).toEqual([]);
    expect(quoted.filter((code) => FILE.test(code) && !names.has(code))).toEqual([]);
  });

  it("names npm scripts that exist", () => {
    const called = [...text.matchAll(/npm run (?:-s )?([\w-]+)/g)].map(([, name = ""]) => name);
    expect(called.filter((name) => npmScripts[name] === undefined)).toEqual([]);
  });

  it("links to files and headings that exist", () => {
    const links = [...prose.matchAll(/\]\(([^)\s]+)\)/g)].map(([, link = ""]) => link);
    for (const link of links.filter((one) => !/^https?:/.test(one))) {
      const [file = "", heading] = link.split("#");
      const target = file === "" ? document : path.posix.join(path.posix.dirname(document), file);
      expect(files.has(target), link).toBe(true);
      if (heading === undefined) continue;
      const headings = [
        ...fs.readFileSync(path.join(rootDir, target), "utf8").matchAll(/^#+ (.+)$/gm),
      ];
      const anchors = headings.map(([, title = ""]) =>
        title
          .toLowerCase()
          .replace(/[^\w\- ]/g, "")
          .replaceAll(" ", "-"),
      );
      expect(anchors, link).toContain(heading);
    }
  });
});

it("reads the documents that people start with", () => {
  expect(documents).toEqual(
    expect.arrayContaining(["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md"]),
  );
});
