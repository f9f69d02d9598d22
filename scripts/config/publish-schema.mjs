// `npm run schema`: writes the JSON schema of config.json to deploy/config.schema.json, for editors and
// readers. config.test.mjs fails when the file is out of date.
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { rootDir } from "../setup/paths.mjs";
import { jsonSchema } from "./schema.mjs";

export const SCHEMA_FILE = path.join(rootDir, "deploy", "config.schema.json");

export const schemaText = () => `${JSON.stringify(jsonSchema(), null, 2)}\n`;

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  fs.mkdirSync(path.dirname(SCHEMA_FILE), { recursive: true });
  fs.writeFileSync(SCHEMA_FILE, schemaText());
  const format = ["node_modules/@biomejs/biome/bin/biome", "format", "--write", SCHEMA_FILE];
  spawnSync(process.execPath, format, { cwd: rootDir, stdio: "inherit" });
}
