// The version of this release, as package.json beside the scripts says.
import fs from "node:fs";

const file = new URL("../../package.json", import.meta.url);

/** @type {string} semantic, such as "1.2.3" */
export const version = JSON.parse(fs.readFileSync(file, "utf8")).version;
