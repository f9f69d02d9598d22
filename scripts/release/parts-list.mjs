// The list of parts of a release as CycloneDX JSON, made by npm from the lock file. Equal for equal
// sources: npm's time, random serial number and folder name are left out, and so are addresses of
// archives. npm's own --omit leaves out shipped packages that a development package needs too (seen with
// npm 11.19), so what is shipped is chosen here by the lock file. Called by release.mjs.
import fs from "node:fs";
import path from "node:path";
import { npm } from "../setup/install.mjs";
import { rootDir } from "../setup/paths.mjs";
import { StepFailure } from "../setup/run.mjs";
import { shippedPackages } from "./licences.mjs";

/**
 * @typedef {object} Component
 * @property {string} name
 * @property {string} version
 * @property {{type: string}[]} [externalReferences]
 */

/** @typedef {{ref: string, dependsOn: string[]}} Dependency */

/**
 * @returns {Promise<string>} JSON text, CycloneDX 1.5; development and optional packages are not shipped
 * @throws {StepFailure}
 */
export async function partsList() {
  const result = await npm([
    ...["sbom", "--package-lock-only"],
    ...["--sbom-format", "cyclonedx", "--sbom-type", "application"],
  ]);
  const begin = result.output.indexOf("{");
  if (!result.ok || begin < 0) {
    throw new StepFailure(
      "npm could not list the parts; npm 10 or newer is needed.",
      result.output,
    );
  }
  const made = JSON.parse(result.output.slice(begin));
  const { serialNumber: _, metadata, components, dependencies, ...rest } = made;
  const { timestamp: __, tools: ___, component, ...described } = metadata;
  const { name } = JSON.parse(fs.readFileSync(path.join(rootDir, "package.json"), "utf8"));
  const shipped = new Set(shippedPackages().map((one) => `${one.name}@${one.version}`));
  /** @param {string} ref */
  const isShipped = (ref) => shipped.has(ref) || ref === component["bom-ref"];
  const list = {
    ...rest,
    metadata: { ...described, component: { ...component, name } },
    components: components
      .filter((/** @type {Component} */ one) => shipped.has(`${one.name}@${one.version}`))
      .map(withoutAddresses),
    dependencies: dependencies
      .filter((/** @type {Dependency} */ one) => isShipped(one.ref))
      .map((/** @type {Dependency} */ one) => ({
        ...one,
        dependsOn: one.dependsOn.filter(isShipped),
      })),
  };
  return `${JSON.stringify(list, null, 2)}\n`;
}

/** @param {Component} component */
function withoutAddresses({ externalReferences = [], ...component }) {
  return {
    ...component,
    externalReferences: externalReferences.filter(({ type }) => type !== "distribution"),
  };
}
