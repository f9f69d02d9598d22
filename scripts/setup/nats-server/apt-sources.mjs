// Reads a Debian or Ubuntu machine's own apt sources, in both file formats (sources.list(5)), and
// picks the entry that the distribution itself comes from. Pure: text in, entries out. A mirror's
// address and keyring are always the machine's own, never written down here.

/**
 * @typedef {object} AptSource
 * @property {string} uri
 * @property {string[]} suites
 * @property {string[]} components
 * @property {string} [signedBy] keyring path(s), or an armoured key as found in the file
 */

/**
 * One-line format: `deb [signed-by=…] uri suite component…`.
 * @param {string} text
 * @returns {AptSource[]}
 */
export function parseOneLine(text) {
  const sources = [];
  for (const raw of text.split("\n")) {
    const match = /^\s*deb\s+(?:\[([^\]]*)\]\s*)?(\S+)\s+(\S+)\s*([^#]*)/.exec(raw);
    if (!match) continue;
    const [, options = "", uri = "", suite = "", components = ""] = match;
    const signedBy = /(?:^|\s)signed-by=(\S+)/i.exec(options)?.[1];
    sources.push({
      uri,
      suites: [suite],
      components: words(components),
      ...(signedBy ? { signedBy } : {}),
    });
  }
  return sources;
}

/**
 * deb822 format: stanzas of `Field: value`, continued by indented lines.
 * @param {string} text
 * @returns {AptSource[]}
 */
export function parseDeb822(text) {
  const sources = [];
  for (const fields of stanzas(text)) {
    const enabled = (fields.get("enabled") ?? "yes").trim().toLowerCase();
    if (!words(fields.get("types")).includes("deb") || enabled === "no") continue;
    const key = fields.get("signed-by")?.trim();
    for (const uri of words(fields.get("uris"))) {
      sources.push({
        uri,
        suites: words(fields.get("suites")),
        components: words(fields.get("components")),
        ...(key ? { signedBy: key } : {}),
      });
    }
  }
  return sources;
}

/** @param {string} text */
function stanzas(text) {
  /** @type {Map<string, string>[]} */
  const all = [];
  let fields = new Map();
  let name = "";
  for (const raw of [...text.split(/\r?\n/), ""]) {
    if (raw.startsWith("#")) continue;
    if (raw.trim() === "") {
      if (fields.size > 0) all.push(fields);
      fields = new Map();
      name = "";
    } else if (/^\s/.test(raw) && name) {
      fields.set(name, `${fields.get(name)}\n${raw.trim()}`);
    } else {
      const colon = raw.indexOf(":");
      if (colon < 1) continue;
      name = raw.slice(0, colon).trim().toLowerCase();
      fields.set(name, raw.slice(colon + 1).trim());
    }
  }
  return all;
}

/** @param {string | undefined} text */
const words = (text) => (text ?? "").split(/\s+/).filter(Boolean);

/**
 * The entry that carries the distribution's own suite (not its updates, security or backports).
 * @param {readonly AptSource[]} sources
 * @param {string} codename
 * @returns {AptSource | undefined}
 */
export function ownSource(sources, codename) {
  const aliases = [codename, "stable", "testing", "unstable", "sid"];
  for (const suite of aliases) {
    const found = sources.find(
      (source) => source.suites.includes(suite) && source.components.includes("main"),
    );
    if (found) return found;
  }
  return undefined;
}

/**
 * @param {string} osRelease text of /etc/os-release
 * @returns {{id: string, like: string[], codename: string}}
 */
export function parseOsRelease(osRelease) {
  /** @param {string} name */
  const value = (name) =>
    new RegExp(`^${name}=["']?([^"'\\n]*)`, "m").exec(osRelease)?.[1]?.trim() ?? "";
  const id = value("ID");
  const codename =
    (id === "ubuntu" ? "" : value("DEBIAN_CODENAME")) ||
    value("UBUNTU_CODENAME") ||
    value("VERSION_CODENAME");
  return { id, like: words(value("ID_LIKE")), codename };
}

/**
 * Suites to try, the one with the newest server first. Debian's later suites hold newer servers
 * that mostly still run on an older release; Ubuntu's mirror knows its own suites only.
 * @param {{id: string, like: string[], codename: string}} os
 * @param {AptSource} source
 * @returns {string[]}
 */
export function suitesToTry(os, source) {
  const ubuntu = os.id === "ubuntu" || os.like.includes("ubuntu");
  const own = source.suites.includes(os.codename) ? os.codename : (source.suites[0] ?? "");
  const later = ubuntu ? [] : ["testing", "forky", "trixie"];
  return [...new Set([...later, own])].filter(Boolean);
}
