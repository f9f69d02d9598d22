// The pin table: every platform that is promised, and nothing that only looks like a pin.
import { describe, expect, it } from "vitest";
import { archiveOf, platformName, RELEASES } from "./releases.mjs";
import { compareVersions, OLDEST } from "./version.mjs";

describe("pinned releases", () => {
  it("covers linux and darwin on amd64 and arm64", () => {
    const wanted = ["linux", "darwin"].flatMap((os) => [`${os}-amd64`, `${os}-arm64`]);
    expect(Object.keys(RELEASES).sort()).toEqual(wanted.sort());
  });

  it("holds a plausible version and its own SHA-256 for each", () => {
    const digests = Object.values(RELEASES).map(({ sha256 }) => sha256);
    expect(new Set(digests).size).toBe(digests.length);
    for (const { version, sha256 } of Object.values(RELEASES)) {
      expect(version).toMatch(/^2\.\d+\.\d+$/);
      expect(compareVersions(version, OLDEST)).toBeGreaterThan(0);
      expect(sha256).toMatch(/^[0-9a-f]{64}$/);
    }
  });

  it("names platforms and archives as the releases do", () => {
    expect(platformName("linux", "x64")).toBe("linux-amd64");
    expect(platformName("win32", "arm64")).toBe("windows-arm64");
    expect(platformName("freebsd", "x64")).toBe("freebsd-amd64");
    const release = { version: "2.14.6", sha256: "" };
    expect(archiveOf("darwin-arm64", release).file).toBe("nats-server-v2.14.6-darwin-arm64.tar.gz");
    expect(archiveOf("windows-amd64", release).file).toBe("nats-server-v2.14.6-windows-amd64.zip");
    expect(archiveOf("linux-amd64", release).url).toMatch(/^https:\/\/github\.com\/nats-io\//);
  });
});

describe("version order", () => {
  it("counts by number", () => {
    const sorted = ["2.9.10", "2.15.1", "2.10.27-RC.1", "2.9.9"].sort(compareVersions);
    expect(sorted).toEqual(["2.9.9", "2.9.10", "2.10.27-RC.1", "2.15.1"]);
  });
});
