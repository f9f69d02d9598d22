// The list of parts against what the lock file ships.
import { expect, it } from "vitest";
import { bePatient } from "../testing/patience.mjs";
import { shippedPackages } from "./licences.mjs";
import { partsList } from "./parts-list.mjs";

bePatient();

it("names every shipped package with its licence and hash, and is the same each time", async () => {
  const text = await partsList();
  const list = JSON.parse(text);
  expect(list).toMatchObject({
    bomFormat: "CycloneDX",
    metadata: { component: { name: "credence" } },
  });
  const parts = list.components.map(
    (/** @type {{name: string, version: string}} */ { name, version }) => `${name} ${version}`,
  );
  const shipped = shippedPackages().map(({ name, version }) => `${name} ${version}`);
  expect(parts.sort()).toEqual([...new Set(shipped)].sort());
  for (const { name, licenses, hashes } of list.components) {
    expect(licenses, name).not.toEqual([]);
    expect(hashes[0].alg, name).toBe("SHA-512");
  }
  const refs = new Set(
    list.components.map((/** @type {{"bom-ref": string}} */ one) => one["bom-ref"]),
  );
  const named = list.dependencies.flatMap(
    (/** @type {{dependsOn: string[]}} */ one) => one.dependsOn,
  );
  expect(named.filter((/** @type {string} */ ref) => !refs.has(ref))).toEqual([]);
  expect(text).not.toMatch(/timestamp|serialNumber|https?:\/\/(?!cyclonedx\.org)/);
  expect(await partsList()).toBe(text);
});
