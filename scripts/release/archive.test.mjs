// The archive and the notes of a release: read by the system's tar, and equal for equal contents.
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { version } from "../serve/version.mjs";
import { rootDir } from "../setup/paths.mjs";
import { archive } from "./archive.mjs";
import { digestList } from "./digests.mjs";
import { releaseNotes } from "./notes.mjs";

const folder = fs.mkdtempSync(path.join(os.tmpdir(), "credence-archive-"));
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

/**
 * @param {string} name
 * @param {string[]} order in which the files are written
 */
function makeFolder(name, order) {
  const at = path.join(folder, name);
  /** @type {Record<string, string>} */
  const files = {
    "a.txt": "a",
    "empty.txt": "",
    "large.bin": "x".repeat(70_000),
    [`deep/${"long-name/".repeat(11)}${"f".repeat(60)}.js`]: "deep",
  };
  for (const file of order.length > 0 ? order : Object.keys(files)) {
    fs.mkdirSync(path.dirname(path.join(at, file)), { recursive: true });
    fs.writeFileSync(path.join(at, file), files[file] ?? "");
  }
  return { at, names: Object.keys(files) };
}

describe("an archive", () => {
  it("holds every file as it is, below one folder", () => {
    const { at } = makeFolder("one", []);
    fs.writeFileSync(path.join(folder, "one.tar.gz"), archive(at, "credence-1.2.3"));
    execFileSync("tar", ["-xzf", "one.tar.gz"], { cwd: folder });
    expect(digestList(path.join(folder, "credence-1.2.3"))).toBe(digestList(at));
  });

  it("is the same wherever, whenever and in whatever order the files were made", () => {
    const { at, names } = makeFolder("two", []);
    const other = makeFolder("three", names.reverse()).at;
    fs.utimesSync(path.join(other, "a.txt"), 1, 1);
    fs.chmodSync(path.join(other, "a.txt"), 0o755);
    expect(archive(other, "c").equals(archive(at, "c"))).toBe(true);
    fs.appendFileSync(path.join(other, "a.txt"), "b");
    expect(archive(other, "c").equals(archive(at, "c"))).toBe(false);
  });
});

describe("CHANGELOG.md", () => {
  const changelog = fs.readFileSync(path.join(rootDir, "CHANGELOG.md"), "utf8");

  it("has the form of keepachangelog.com", () => {
    const titles = changelog.match(/^## .*$/gm) ?? [];
    expect(titles[0]).toBe("## [Unreleased]");
    for (const title of titles.slice(1)) {
      expect(title).toMatch(/^## \[\d+\.\d+\.\d+\] - \d{4}-\d\d-\d\d$/);
    }
    const groups = changelog.match(/^### .*$/gm) ?? [];
    for (const group of groups) {
      expect(group).toMatch(/^### (Added|Changed|Deprecated|Removed|Fixed|Security)$/);
    }
    // Every line stands below a group, and every group has its place once in a version.
    for (const section of changelog.split(/^## /m).slice(1)) {
      expect(section.split(/^### /m)[0]?.split("\n").slice(1).join("").trim()).toBe("");
      const own = section.match(/^### .*$/gm) ?? [];
      expect(new Set(own).size).toBe(own.length);
    }
  });

  it("gives the notes of this version", () => {
    const notes = releaseNotes(changelog, version);
    expect(notes.startsWith(`# Credence ${version}\n\n### `)).toBe(true);
    expect(notes).not.toContain("Unreleased");
    const two =
      "# C\n\n## [Unreleased]\n\n### Added\n\n- c\n\n## [1.0.0] - 2026-01-02\n\n### Fixed\n\n- a\n";
    expect(releaseNotes(two, "1.0.0")).toBe("# Credence 1.0.0\n\n### Fixed\n\n- a\n");
    expect(releaseNotes(two, "2.0.0")).toBe("# Credence 2.0.0\n\n### Added\n\n- c\n");
  });
});
