// nginx and Caddy with the files made for them answer as our own server does: same pages, same headers. The
// tests run a real one where it is installed and are skipped elsewhere: NGINX and CADDY name one, else PATH
// and /usr/sbin are searched. The text of the files is checked everywhere.
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { gunzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { defaultConfig } from "../config/load-config.mjs";
import { applyPolicies } from "../policy/apply.mjs";
import { commonHeaders } from "../policy/policy.mjs";
import { sitePolicies } from "../policy/site-policies.mjs";
import { listen } from "../serve/listen.mjs";
import { staticHandler } from "../serve/static-server.mjs";
import { compressFiles } from "../setup/compress.mjs";
import { leasePort } from "../setup/testing/ports.mjs";
import { bePatient } from "../testing/patience.mjs";
import { caddyFile, nginxFile } from "./host-files.mjs";
import { findProgram, runUntilAnswer, writeNginxConfig } from "./testing/programs.mjs";
import { writeHostFiles } from "./write-host-files.mjs";

bePatient();

const folder = fs.mkdtempSync(path.join(os.tmpdir(), "credence-hosts-"));
// When root starts nginx, it reads files as another user.
fs.chmodSync(folder, 0o755);
const config = {
  ...defaultConfig(),
  locked: true,
  servers: [{ name: "a", address: "wss://nats.example.com" }],
};
/** @type {(() => unknown)[]} */
const cleanups = [];
afterAll(async () => {
  for (const end of cleanups) await end();
  fs.rmSync(folder, { recursive: true, force: true });
});

/**
 * Makes an export below `root`.
 * @param {string} basePath
 */
async function makeExport(basePath) {
  const root = fs.mkdtempSync(path.join(folder, "root-"));
  fs.chmodSync(root, 0o755);
  const out = path.join(root, basePath);
  const chunks = path.join(out, "_next/static/chunks");
  fs.mkdirSync(chunks, { recursive: true });
  fs.writeFileSync(path.join(chunks, "a.js"), "1");
  fs.writeFileSync(path.join(chunks, "b.js"), "let b = 1;\n".repeat(200));
  fs.writeFileSync(path.join(chunks, "turbopack-worker-1.js"), "1");
  fs.writeFileSync(path.join(chunks, "helper.js"), "let l=e.b,u=[r.map(f),e.X,l];");
  fs.mkdirSync(path.join(out, "help"));
  for (const name of ["index", "security", "404", "help/index"]) {
    const head = `<head><script src="/_next/static/chunks/a.js"></script><script>"${name}"</script></head>`;
    fs.writeFileSync(
      path.join(out, `${name}.html`),
      `<html>${head}<body>${name.repeat(300)}</body></html>`,
    );
  }
  fs.writeFileSync(path.join(out, "config.json"), "{}");
  expect(applyPolicies(out)).toEqual([]);
  await compressFiles(out);
  return { root, out };
}

/** @type {Record<string, (site: import("./host-files.mjs").HostSite, port: number) => Promise<void>>} */
const HOSTS = {
  async nginx(site, port) {
    const home = fs.mkdtempSync(path.join(folder, "nginx-"));
    const types = "types { text/html html; text/javascript js; application/json json; }";
    fs.writeFileSync(path.join(home, "site.conf"), nginxFile(site, `127.0.0.1:${port}`));
    const args = writeNginxConfig(home, `${types} include ${home}/site.conf;`);
    cleanups.push(
      await runUntilAnswer(findProgram("nginx") ?? "", args, `http://127.0.0.1:${port}/`),
    );
  },
  async caddy(site, port) {
    const url = `http://127.0.0.1:${port}`;
    const file = path.join(folder, `Caddyfile-${port}`);
    fs.writeFileSync(file, `{\n  admin off\n}\n${caddyFile(site, url)}`);
    const args = ["run", "--config", file, "--adapter", "caddyfile"];
    const home = { HOME: folder, XDG_DATA_HOME: folder, XDG_CONFIG_HOME: folder };
    cleanups.push(await runUntilAnswer(findProgram("caddy") ?? "", args, url, home));
  },
};

const PATHS = ["", "/", "/index.html", "/security", "/security.html", "/help/", "/help/index.html"];
const MISSING = ["/no/such", "/no/such.js"];
const FILES = [
  "/_next/static/chunks/a.js",
  "/_next/static/chunks/turbopack-worker-1.js",
  "/config.json",
];
const COMPARED = [...Object.keys(commonHeaders), "Content-Security-Policy", "Cache-Control"];

for (const [name, start] of Object.entries(HOSTS)) {
  const describeWhereFound = describe.skipIf(findProgram(name) === undefined);
  describeWhereFound.each(["", "/tools/credence"])(`${name}, below "%s"`, (basePath) => {
    let [ours, theirs] = ["", ""];
    beforeAll(async () => {
      const { root, out } = await makeExport(basePath);
      const serving = await listen(staticHandler(out, undefined, { config, basePath }), {
        host: "127.0.0.1",
        port: 0,
      });
      cleanups.push(serving.stop);
      const port = await leasePort();
      await start({ ...sitePolicies(out, config), root, basePath }, port);
      [ours, theirs] = [`${serving.url}${basePath}`, `http://127.0.0.1:${port}${basePath}`];
    });

    it.each([...PATHS, ...MISSING, ...FILES])("answers %s as our server does", async (address) => {
      const [own, other] = [await fetch(ours + address), await fetch(theirs + address)];
      expect(other.status).toBe(own.status);
      for (const header of COMPARED) {
        // A missing script gets the 404 page, which nginx sends with the policy of a script.
        if (address === "/no/such.js" && header === "Content-Security-Policy") continue;
        expect(other.headers.get(header), header).toBe(own.headers.get(header));
      }
      if (!address.includes("config")) expect(await other.text()).toBe(await own.text());
    });

    it("sends the compressed copy in place of a file, and at no other address", async () => {
      const ask = (/** @type {string} */ address) =>
        fetch(theirs + address, { headers: { "Accept-Encoding": "gzip" } });
      for (const address of ["/", "/security", "/_next/static/chunks/b.js"]) {
        const answer = await ask(address);
        expect(answer.headers.get("Content-Encoding"), address).toBe("gzip");
        expect(answer.headers.get("Vary"), address).toMatch(/accept-encoding/i);
      }
      expect((await ask("/_next/static/chunks/b.js.gz")).status).toBe(404);
      expect((await ask("/index.html.br")).status).toBe(404);
    });

    it("sends the browser to the one address of a page", async () => {
      for (const [address, place] of [
        ["/help", "/help/"],
        ["/security/", "/security"],
        ...(basePath === "" ? [] : [["", "/"]]),
      ]) {
        const wanted = `${theirs}${place}`;
        expect((await fetch(`${theirs}${address}`)).url, address).toBe(wanted);
        const direct = await fetch(`${ours}${address}`, { redirect: "manual" });
        expect(direct.status, address).toBe(308);
      }
    });

    it("refuses everything but GET and HEAD", async () => {
      expect((await fetch(`${theirs}/`, { method: "POST" })).status).toBe(405);
      expect((await fetch(`${theirs}/`, { method: "HEAD" })).status).toBe(200);
    });
  });
}

describe("files for nginx and Caddy", () => {
  it("come with a 404 page for the base path, and its compressed copies", async () => {
    const { out } = await makeExport("");
    fs.appendFileSync(path.join(out, "404.html"), '<a href="./">home</a>');
    const to = path.join(folder, "host-files");
    const names = await writeHostFiles({
      folder: out,
      config,
      root: "/srv",
      basePath: "/tools/credence",
      to,
    });
    expect(names).toEqual(["nginx.conf", "Caddyfile", "config.json", "404.html"]);
    expect(gunzipSync(fs.readFileSync(path.join(to, "404.html.gz"))).toString()).toContain(
      '<a href="/tools/credence/">home</a>',
    );
  });

  it("hold each page's own policy and the lock", async () => {
    const { root, out } = await makeExport("");
    const site = { ...sitePolicies(out, config), root, basePath: "" };
    const policies = site.pages.map(({ policy }) => policy);
    expect(new Set(policies).size).toBe(4);
    for (const text of [nginxFile(site), caddyFile(site)]) {
      for (const policy of [...policies, site.script, site.other]) expect(text).toContain(policy);
      expect(text).toContain("wss://nats.example.com:443");
      expect(text).toContain('Referrer-Policy "no-referrer"');
    }
  });
});
