// The list of parts of a release as CycloneDX JSON, from the lock file. `npm sbom --omit dev` leaves out
// shipped packages that a development package needs too (seen with npm 11.19), so it is not used. Equal
// sources give an equal list: it holds no time and no random number. Called by release.mjs.
import fs from "node:fs";
import path from "node:path";
import { rootDir } from "../setup/paths.mjs";
import { shippedPackages } from "./licences.mjs";

/** @returns {string} JSON text, CycloneDX 1.5 */
export function partsList() {
  const { name, version, license } = JSON.parse(
    fs.readFileSync(path.join(rootDir, "package.json"), "utf8"),
  );
  const list = {
    $schema: "http://cyclonedx.org/schema/bom-1.5.schema.json",
    bomFormat: "CycloneDX",
    specVersion: "1.5",
    version: 1,
    metadata: {
      component: {
        type: "application",
        "bom-ref": `${name}@${version}`,
        ...identity(name, version),
      },
      licenses: [{ license: { id: license } }],
    },
    components: shippedPackages().map((part) => ({
      type: "library",
      "bom-ref": `${part.name}@${part.version}`,
      ...identity(part.name, part.version),
      licenses: [licenceOf(part.licence)],
      hashes: [hashOf(part.integrity)],
    })),
  };
  return `${JSON.stringify(list, null, 2)}\n`;
}

/**
 * @param {string} name
 * @param {string} version
 */
const identity = (name, version) => ({
  name,
  version,
  purl: `pkg:npm/${name.replace("@", "%40")}@${version}`,
});

/** @param {string} licence an SPDX identifier, or an expression such as "(MIT OR CC0-1.0)" */
const licenceOf = (licence) =>
  /^[\w.+-]+$/.test(licence) ? { license: { id: licence } } : { expression: licence };

/** @param {string} integrity as in the lock file: "sha512-" and base64 */
function hashOf(integrity) {
  const content = Buffer.from(integrity.replace(/^sha512-/, ""), "base64").toString("hex");
  return { alg: "SHA-512", content };
}
