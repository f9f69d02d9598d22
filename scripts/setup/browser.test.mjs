// The search for a browser for the tests. Playwright's real installer downloads from a server of this test;
// the file that it installs starts the browser of this machine.
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import http from "node:http";
import os from "node:os";
import path from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { findBrowser } from "./browser.mjs";
import { installPackage } from "./browser-install.mjs";
import { rootDir } from "./paths.mjs";
import { zip } from "./testing/zip.mjs";

const QUIET = { update: () => {} };
const UNKNOWN = { osRelease: "ID=plan9\n", isRoot: true };
const folder = fs.mkdtempSync(path.join(os.tmpdir(), "credence-browser-"));
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

const here = await findBrowser(QUIET);

/** @param {string} name */
function emptyFolder(name) {
  const made = path.join(folder, name);
  fs.mkdirSync(made);
  return made;
}

/**
 * @param {string} dir
 * @param {string} text
 */
function writeScript(dir, text) {
  const file = path.join(dir, "chromium");
  fs.writeFileSync(file, `#!/bin/sh\n${text}\n`, { mode: 0o755 });
  return file;
}

describe.skipIf(process.platform === "win32")("a browser for the tests", () => {
  it("takes the one that CHROMIUM names, and says when it does not exist", async () => {
    const env = { CHROMIUM: path.join(folder, "none") };
    expect(await findBrowser(QUIET, env, UNKNOWN)).toMatchObject({
      ok: false,
      reason: expect.stringContaining("which does not exist"),
    });
  });

  it("skips an installed one that does not start", async () => {
    const stub = emptyFolder("stub");
    writeScript(stub, "echo needs another package; exit 1");
    const sound = emptyFolder("sound");
    const file = writeScript(sound, "echo Chromium 1.2.3");
    const env = { PATH: `${stub}:${sound}`, PLAYWRIGHT_BROWSERS_PATH: emptyFolder("no-cache") };
    expect(await findBrowser(QUIET, env, UNKNOWN)).toEqual({
      ok: true,
      path: file,
      origin: "installed",
    });
  });

  it.skipIf(!here.ok || process.platform !== "linux" || process.arch !== "x64")(
    "downloads Playwright's own where none is installed",
    async () => {
      if (!here.ok) throw new Error(here.reason);
      const script = `#!/bin/sh\nexec ${here.path} "$@"\n`;
      const archive = zip({
        "chrome-linux64/chrome": script,
        "chrome-linux/chrome": script,
        "ffmpeg-linux": script,
      });
      const asked = /** @type {string[]} */ ([]);
      const server = http.createServer((request, response) => {
        asked.push(request.url ?? "");
        response.setHeader("content-length", archive.length).end(archive);
      });
      await new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(undefined)));
      const address = server.address();
      const port = typeof address === "object" ? address?.port : 0;
      const cache = emptyFolder("downloaded");
      const env = {
        ...process.env,
        CHROMIUM: "",
        PATH: emptyFolder("no-path"),
        PLAYWRIGHT_BROWSERS_PATH: cache,
        PLAYWRIGHT_DOWNLOAD_HOST: `http://127.0.0.1:${port}`,
      };
      try {
        const found = await findBrowser(QUIET, env, UNKNOWN);
        expect(found).toMatchObject({ ok: true, origin: "Playwright's, just downloaded" });
        expect(found.ok && found.path.startsWith(cache)).toBe(true);
        expect(asked.some((url) => url.includes("chrom"))).toBe(true);
      } finally {
        server.close();
      }
    },
    120_000,
  );

  it("says what it tried when it finds none", async () => {
    const env = {
      ...process.env,
      CHROMIUM: "",
      PATH: emptyFolder("nothing"),
      PLAYWRIGHT_BROWSERS_PATH: emptyFolder("nothing-kept"),
      // Nothing answers on port 9 (discard).
      PLAYWRIGHT_DOWNLOAD_HOST: "http://127.0.0.1:9",
    };
    const found = await findBrowser(QUIET, env, { osRelease: "ID=debian\n", isRoot: false });
    expect(found).toMatchObject({ ok: false });
    expect(!found.ok && found.reason).toMatch(
      /^No Chrome or Chromium was found\. Playwright's download failed: .+ECONNREFUSED.+ The distribution's package needs root\.$/,
    );
  }, 120_000);
});

it("installs nothing on systems without a plain package", async () => {
  expect(await installPackage(UNKNOWN)).toEqual({ ok: false, reason: "" });
  const ubuntu = { osRelease: "ID=ubuntu\nID_LIKE=debian\n", isRoot: true };
  expect(await installPackage(ubuntu)).toEqual({ ok: false, reason: "" });
});

describe("npm test without a browser", () => {
  /** @param {NodeJS.ProcessEnv} env */
  const runTests = (env) =>
    spawnSync(process.execPath, ["scripts/test.mjs", "--only", "e2e"], {
      cwd: rootDir,
      encoding: "utf8",
      env: { ...process.env, CHROMIUM: path.join(folder, "none"), ...env },
    });

  it("counts one named skip, with a warning", () => {
    const { status, stdout, stderr } = runTests({ CI: "" });
    expect(stderr).toContain("Warning: the browser tests were not run. CHROMIUM is set to");
    expect(stdout).toContain(
      "skipped        all browser tests (e2e), because there is no browser.",
    );
    expect(stdout.trim().split("\n").at(-1)).toBe("0 passed, 0 failed, 1 skipped");
    expect(status).toBe(0);
  }, 120_000);

  it("fails on CI, with the command that repeats it", () => {
    const { status, stdout } = runTests({ CI: "true" });
    expect(stdout).toContain("npm test -- --only e2e");
    expect(stdout.trim().split("\n").at(-1)).toBe("0 passed, 1 failed");
    expect(status).toBe(1);
  }, 120_000);
});
