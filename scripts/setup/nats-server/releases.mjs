// The official release archives of nats-server that may be fetched, one per platform, each pinned
// by version and SHA-256 (the values that the project publishes in the release's SHA256SUMS).
// At least two public records of different projects confirm each value. A platform that is not listed
// is never fetched: for Windows only one record was found, so there NATS_SERVER or PATH is needed.

/**
 * @typedef {object} Release
 * @property {string} version
 * @property {string} sha256 lower-case hex, of the archive
 */

/** @type {Readonly<Record<string, Release>>} */
export const RELEASES = {
  "linux-amd64": {
    version: "2.14.6",
    sha256: "61c3d55f69f61ec616b75782250936445f2819e9e5f2ae6159b10a31abd2200c",
  },
  "linux-arm64": {
    version: "2.14.6",
    sha256: "3ff6e463762db64186a36cf0276dae8320509e995151ad0153ba9c9f67eee3f9",
  },
  "darwin-amd64": {
    version: "2.14.6",
    sha256: "239d4f3314334cc86cb12d7c252cf9b3461364451cc8ec5a39fb4915acd717c1",
  },
  "darwin-arm64": {
    version: "2.14.6",
    sha256: "291b9aa8c342b3cdcc53d872585bd467de4b5c9acf375066d882eb5412a09d55",
  },
};

/**
 * @param {string} [platform] as process.platform
 * @param {string} [arch] as process.arch
 * @returns {string} the release's name for it, such as "darwin-arm64"
 */
export function platformName(platform = process.platform, arch = process.arch) {
  const system = platform === "win32" ? "windows" : platform;
  return `${system}-${arch === "x64" ? "amd64" : arch}`;
}

/**
 * @param {string} platform as platformName gives it
 * @param {Release} release
 * @returns {{folder: string, file: string, url: string}}
 */
export function archiveOf(platform, release) {
  const folder = `nats-server-v${release.version}-${platform}`;
  const file = `${folder}.${platform.startsWith("windows") ? "zip" : "tar.gz"}`;
  const url = `https://github.com/nats-io/nats-server/releases/download/v${release.version}/${file}`;
  return { folder, file, url };
}
