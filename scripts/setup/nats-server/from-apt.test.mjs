// The mirror route refuses a repository without a signature, also where this machine would take one.
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, afterEach, expect, it } from "vitest";
import { bePatient } from "../../testing/patience.mjs";
import { fetchSuite, hasApt } from "./from-apt.mjs";

bePatient();

const folder = fs.mkdtempSync(path.join(os.tmpdir(), "credence-apt-"));
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));
const before = process.env["APT_CONFIG"];
afterEach(() => {
  if (before === undefined) delete process.env["APT_CONFIG"];
  else process.env["APT_CONFIG"] = before;
});

it.skipIf(!hasApt())("refuses an unsigned repository", async () => {
  const repository = path.join(folder, "repository");
  const packages = path.join(repository, "dists", "odd", "main", "binary-amd64");
  fs.mkdirSync(packages, { recursive: true });
  fs.writeFileSync(path.join(packages, "Packages"), "");
  fs.writeFileSync(
    path.join(repository, "dists", "odd", "Release"),
    "Suite: odd\nComponents: main\n",
  );
  const careless = path.join(folder, "apt.conf");
  fs.writeFileSync(
    careless,
    'Acquire::AllowInsecureRepositories "true";\nAPT::Get::AllowUnauthenticated "true";\n',
  );
  process.env["APT_CONFIG"] = careless;
  const work = path.join(folder, "work");
  fs.mkdirSync(work);
  const source = { uri: `file:${repository}`, suites: ["odd"], components: ["main"], signedBy: "" };
  const fetched = await fetchSuite(work, source, "odd");
  expect(fetched).toMatchObject({ ok: false, reason: expect.stringContaining("is not signed") });
});
