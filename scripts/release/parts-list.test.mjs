// The list of parts against what the lock file ships.
import { expect, it } from "vitest";
import { shippedPackages } from "./licences.mjs";
import { partsList } from "./parts-list.mjs";

/** @typedef {{name: string, version: string, purl: string, licenses: object[], hashes: {alg: string, content: string}[]}} Part */

it("names every shipped package with its licence and hash, and is the same each time", () => {
  const text = partsList();
  const list = JSON.parse(text);
  expect(list).toMatchObject({
    bomFormat: "CycloneDX",
    specVersion: "1.5",
    metadata: { component: { name: "credence" } },
  });
  /** @type {Part[]} */
  const parts = list.components;
  expect(parts.map(({ name, version }) => `${name} ${version}`)).toEqual(
    shippedPackages().map(({ name, version }) => `${name} ${version}`),
  );
  for (const name of ["next", "react", "nats.ws", "nkeys.js", "tweetnacl", "ws", "zod"]) {
    expect(
      parts.some((part) => part.name === name),
      name,
    ).toBe(true);
  }
  for (const { name, purl, licenses, hashes } of parts) {
    expect(purl, name).toMatch(/^pkg:npm\/(%40[^/@]+\/)?[^/@]+@\d/);
    expect(JSON.stringify(licenses), name).not.toContain("unknown");
    expect(hashes[0]?.content, name).toMatch(/^[0-9a-f]{128}$/);
  }
  expect(text).not.toMatch(/timestamp|serialNumber|registry/);
  expect(partsList()).toBe(text);
});
