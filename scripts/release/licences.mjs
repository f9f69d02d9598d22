// Lists the licences of the packages in a release: every package that the page, the vault or the server may
// use, from the lock file, with the licence texts in the packages.
import fs from "node:fs";
import path from "node:path";
import { rootDir } from "../setup/paths.mjs";

/**
 * @typedef {object} ShippedPackage
 * @property {string} name
 * @property {string} version
 * @property {string} licence
 * @property {string} integrity as in the lock file: "sha512-" and base64
 * @property {string} text "" where the package holds none
 */

/** @returns {ShippedPackage[]} sorted by name; development and optional packages are not shipped */
export function shippedPackages() {
  const lock = JSON.parse(fs.readFileSync(path.join(rootDir, "package-lock.json"), "utf8"));
  return Object.entries(lock.packages)
    .filter(([place, entry]) => place !== "" && !entry.dev && !entry.optional && !entry.devOptional)
    .map(([place, { version, license, integrity }]) => ({
      name: place.replace(/^.*node_modules\//, ""),
      version,
      licence: license ?? "unknown",
      integrity,
      text: textBelow(path.join(rootDir, place)),
    }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** @param {readonly ShippedPackage[]} packages */
export function licenceText(packages) {
  const list = packages.map(({ name, version, licence }) => `${name} ${version}: ${licence}`);
  const texts = packages
    .filter(({ text }) => text !== "")
    .map(({ name, version, text }) => `${"-".repeat(80)}\n${name} ${version}\n\n${text.trim()}\n`);
  return `Credence is licensed under Apache-2.0 (LICENSE). It ships parts of these packages:\n\n${list.join("\n")}\n\n${texts.join("\n")}`;
}

/** @param {string} folder */
function textBelow(folder) {
  const names = fs.existsSync(folder) ? fs.readdirSync(folder).sort() : [];
  const name = names.find((one) => /^licen[cs]e(?:[.-].*)?$/i.test(one));
  return name === undefined ? "" : fs.readFileSync(path.join(folder, name), "utf8");
}
