// The search for Firefox and WebKit: a missing one is a reason, never a failure. What is found runs in e2e/engines.
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { findFirefox, findWebKit } from "./find-engines.mjs";

const folder = fs.mkdtempSync(path.join(os.tmpdir(), "credence-engines-"));
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

/** No package of this system is known. */
const UNKNOWN = { osRelease: "ID=plan9\n", isRoot: true };
const NOTHING = { PATH: folder, FIREFOX: "" };

describe.skipIf(process.platform === "win32")("the engines besides Chromium", () => {
  it("names what is missing", async () => {
    const named = path.join(folder, "none");
    expect(await findFirefox({ FIREFOX: named }, UNKNOWN)).toEqual({
      ok: false,
      reason: `No Firefox was found. FIREFOX is set to ${named}, which does not exist.`,
    });
    expect(await findFirefox(NOTHING, UNKNOWN)).toEqual({
      ok: false,
      reason:
        "No Firefox was found. INSTALL_ENGINES=1 installs the distribution's package, as root.",
    });
    const wanted = { ...NOTHING, INSTALL_ENGINES: "1" };
    expect(await findFirefox(wanted, UNKNOWN)).toEqual({
      ok: false,
      reason: "No Firefox was found.",
    });
  });

  it("installs nothing without root", async () => {
    const debian = { osRelease: "ID=debian\n", isRoot: false };
    const reason = "The distribution's package needs root.";
    const wanted = { ...NOTHING, INSTALL_ENGINES: "1" };
    expect(await findFirefox(wanted, debian)).toEqual({
      ok: false,
      reason: `No Firefox was found. ${reason}`,
    });
    const webkit = await findWebKit(wanted, debian);
    expect(webkit.ok ? webkit.value : webkit.reason).toMatch(/^playwright$|needs root/u);
  });

  it("takes no Firefox that opens no page", async () => {
    const file = path.join(folder, "stub");
    fs.writeFileSync(file, "#!/bin/sh\necho Mozilla Firefox 1.2; exit 1\n", { mode: 0o755 });
    expect(await findFirefox({ ...process.env, FIREFOX: file }, UNKNOWN)).toMatchObject({
      ok: false,
      reason: expect.stringContaining("opens no page"),
    });
  });
});
