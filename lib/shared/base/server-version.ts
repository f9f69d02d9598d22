// The version of a nats-server, as its INFO and its monitoring port state it. Rules that differ by
// version ask here, on the page and in the vault alike. Pure.

export interface ServerVersion {
  readonly major: number;
  readonly minor: number;
  /** 0 where the text leaves it out. */
  readonly patch: number;
}

/** Reads "2.11.4", "v2.10" or "2.15.0-dev". Null when the text does not begin with a version. */
export function parseServerVersion(text: string): ServerVersion | null {
  const [, major, minor, patch = "0"] = /^v?(\d+)\.(\d+)(?:\.(\d+))?/u.exec(text) ?? [];
  if (major === undefined) return null;
  return { major: Number(major), minor: Number(minor), patch: Number(patch) };
}

/** Negative when `a` is older than `b`, positive when it is newer. What follows the patch is ignored. */
export function compareServerVersions(a: ServerVersion, b: ServerVersion): number {
  return a.major - b.major || a.minor - b.minor || a.patch - b.patch;
}

/** `since` is "major.minor" or "major.minor.patch". False when `version` cannot be read. */
export function isServerAtLeast(version: string, since: string): boolean {
  const [own, wanted] = [parseServerVersion(version), parseServerVersion(since)];
  return own !== null && wanted !== null && compareServerVersions(own, wanted) >= 0;
}

/**
 * Whether a server can trace a message without delivering it: from nats-server 2.11 on
 * (server/msgtrace.go), and only where headers are supported, since a header asks for the trace.
 */
export function canServerTrace(info: {
  readonly version: string;
  readonly headers: boolean;
}): boolean {
  return info.headers && isServerAtLeast(info.version, "2.11");
}

/**
 * Whether a server with compression counts max_payload over a whole frame: since 2.11.12 and 2.12.3, up to the newest
 * that was tried (server/websocket.go, wsDecompressAndParse; nats-io/nats-server#8303).
 */
export function countsWholeFrames(version: string): boolean {
  const isEarly12 = isServerAtLeast(version, "2.12.0") && !isServerAtLeast(version, "2.12.3");
  return isServerAtLeast(version, "2.11.12") && !isEarly12;
}
