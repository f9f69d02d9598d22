// A cached nats-server is run only while it is what was put there.
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, afterEach, expect, it, vi } from "vitest";
import { bePatient } from "../../testing/patience.mjs";
import { binaryName, fromCache, keep, withWorkFolder } from "./cache.mjs";

bePatient();

const folder = fs.mkdtempSync(path.join(os.tmpdir(), "credence-cache-"));
afterEach(() => vi.unstubAllEnvs());
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

it.skipIf(process.platform === "win32")(
  "does not run a binary that has changed, or that was never checked",
  async () => {
    vi.stubEnv("XDG_CACHE_HOME", folder);
    const ran = path.join(folder, "ran");
    const script = (/** @type {string} */ mark) =>
      `#!/bin/sh\necho ${mark} >> ${ran}\necho 'nats-server: v2.12.0'\n`;
    const kept = await withWorkFolder(async (work) => {
      const binary = path.join(work, binaryName);
      fs.writeFileSync(binary, script("sound"));
      return keep(binary, "2.12.0");
    });
    expect(await fromCache()).toEqual(kept);
    fs.appendFileSync(kept.path, "echo changed\n");
    expect(await fromCache()).toBeUndefined();
    fs.writeFileSync(kept.path, script("swapped"));
    fs.rmSync(path.join(path.dirname(kept.path), "sha256"));
    expect(await fromCache()).toBeUndefined();
    expect(fs.readFileSync(ran, "utf8")).toBe("sound\n");
  },
);
