// The policies as text: their contents, the findings of a review tool, and their place in an export.
// e2e/page/policy.spec.ts shows in a browser what they stop.
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { CspEvaluator } from "csp_evaluator/dist/evaluator.js";
import { Severity } from "csp_evaluator/dist/finding.js";
import { CspParser } from "csp_evaluator/dist/parser.js";
import { afterEach, describe, expect, it } from "vitest";
import { applyPolicies } from "./apply.mjs";
import { inlineScriptHashes, readPages } from "./pages.mjs";
import {
  OPEN,
  otherDirectives,
  pageDirectives,
  scriptDirectives,
  serialise,
  serialiseForMeta,
} from "./policy.mjs";
import { atDepth } from "./references.mjs";

const folder = fs.mkdtempSync(path.join(os.tmpdir(), "credence-policy-"));
afterEach(() => fs.rmSync(folder, { recursive: true, force: true }));

const HASH = inlineScriptHashes("<script>1</script>");
const locked = /** @type {const} */ ({
  locked: true,
  addresses: ["wss://a.example.com/nats", "ws://10.0.0.1:8080", "ws://10.0.0.1:8080/other"],
});

describe("policies", () => {
  it.each([
    ["page", pageDirectives(HASH)],
    ["script, open", scriptDirectives(OPEN)],
    ["script, locked", scriptDirectives(locked)],
    ["anything else", otherDirectives],
  ])("of %s: a review finds nothing above a maybe about 'self'", (_name, directives) => {
    const findings = new CspEvaluator(new CspParser(serialise(directives)).csp).evaluate();
    const serious = findings.filter(
      ({ severity, value, directive }) =>
        ![Severity.INFO, Severity.NONE].includes(severity) &&
        !(severity === Severity.MEDIUM_MAYBE && value === "'self'" && directive === "script-src"),
    );
    expect(serious).toEqual([]);
  });

  it("never allow inline or evaluated code", () => {
    for (const directives of [pageDirectives(HASH), scriptDirectives(OPEN)]) {
      expect(serialise(directives)).not.toMatch(/'unsafe-|data:|blob:|\*/);
    }
  });

  it("let the worker compile WebAssembly, and the page not", () => {
    expect(scriptDirectives(OPEN)["script-src"]).toEqual(["'self'", "'wasm-unsafe-eval'"]);
    expect(serialise(pageDirectives([]))).not.toContain("wasm");
  });

  it("let the page reach its own host alone", () => {
    expect(pageDirectives([])["connect-src"]).toEqual(["'self'"]);
  });

  it("lock the worker to host and port of the listed servers, each once", () => {
    expect(scriptDirectives(locked)["connect-src"]).toEqual([
      "'self'",
      "wss://a.example.com:443",
      "ws://10.0.0.1:8080",
    ]);
  });

  it("leave out of a meta tag what browsers ignore there", () => {
    expect(serialise(pageDirectives([]))).toContain("frame-ancestors 'none'");
    expect(serialiseForMeta(pageDirectives([]))).not.toContain("frame-ancestors");
  });
});

describe("an export", () => {
  /**
   * @param {string} body
   * @param {string} [file]
   */
  function write(body, file = "index.html") {
    const chunks = path.join(folder, "_next", "static", "chunks");
    fs.mkdirSync(chunks, { recursive: true });
    fs.writeFileSync(path.join(chunks, "a.js"), "1");
    fs.writeFileSync(path.join(chunks, "helper.js"), "let l=e.b,u=[r.map(f),e.X,l];");
    fs.writeFileSync(path.join(chunks, "turbopack-worker-1x.js"), "start()");
    const head = `<head><meta charSet="utf-8"/><link rel="preload" as="script" href="/_next/static/chunks/a.js"/><script src="/_next/static/chunks/a.js" async=""></script><script>first()</script></head>`;
    fs.mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
    fs.writeFileSync(path.join(folder, file), `<html>${head}<body>${body}</body></html>`);
  }
  const read = (file = "index.html") => fs.readFileSync(path.join(folder, file), "utf8");
  const FLIGHT = String.raw`<script>self.__next_f.push([1,"1:\"/_next/static/chunks/a.js\"\n2:{\"href\":\"/security\",\"src\":\"//b.example/\",\"path\":\"/x\"}"])</script>`;

  it("gets its policy before every script, with the hash of each inline one", () => {
    write("<script>second()</script>");
    expect(applyPolicies(folder)).toEqual([]);
    const html = read();
    expect(html.indexOf("<meta http-equiv")).toBeLessThan(html.indexOf("<script"));
    const hashes = readPages(folder)[0]?.scriptHashes ?? [];
    expect(hashes).toHaveLength(3);
    for (const hash of hashes) expect(html).toContain(`'${hash}'`);
    expect(html).toMatch(/a\.js" async="" integrity="sha256-/);
    const worker = read("_next/static/chunks/turbopack-worker-1x.js");
    expect(worker).toMatch(/new URL\("\.\.\/",location\.href\).*createPolicy.*\nstart\(\)$/s);
  });

  it.each([
    ["index.html", "./"],
    ["help/index.html", "../"],
  ])("%s refers to everything by %s", (file, up) => {
    write(`<a href="/">home</a><a href="/security">s</a>${FLIGHT}`, file);
    expect(applyPolicies(folder)).toEqual([]);
    const html = read(file);
    expect(html).toContain(`TURBOPACK_CHUNK_BASE_PATH="${up}_next/"`);
    expect(html).toContain(`src="${up}_next/static/chunks/a.js"`);
    expect(html).toContain(`<a href="${up}">home</a><a href="${up}security">`);
    expect(html).toContain(String.raw`1:\"${up}_next/static/chunks/a.js\"`);
    expect(html).toContain(
      String.raw`{\"href\":\"${up}security\",\"src\":\"//b.example/\",\"path\":\"/x\"}`,
    );
  });

  it("gives its worker an absolute base", () => {
    write("");
    applyPolicies(folder);
    expect(read("_next/static/chunks/helper.js")).toBe(
      "let l=new URL(e.b,location.href).pathname,u=[r.map(f),e.X,l];",
    );
  });

  it("has a 404 page that needs no script", () => {
    write(`<a href="/">home</a>${FLIGHT}`, "404.html");
    expect(applyPolicies(folder)).toEqual([]);
    const html = read("404.html");
    expect(html).not.toMatch(/a\.js|__next_f/);
    expect(html).toContain("<script>first()</script>");
    expect(atDepth(html, 0)).toBe(html);
    expect(atDepth(html, 2)).toContain('<a href="../../">home</a>');
  });

  it("without a chunk that starts a worker is refused", () => {
    write("");
    fs.rmSync(path.join(folder, "_next/static/chunks/helper.js"));
    expect(applyPolicies(folder)).toEqual(["no chunk that starts a worker was found"]);
  });

  it.each([
    ['<p style="color:red">x</p>', "a style attribute"],
    ["<style>p{}</style>", "a style element"],
    ['<p onclick="x()">x</p>', "an event attribute"],
    ["<img src='x' href=\"//b.example/\">", 'the address href="//b.example/"'],
  ])("with %s is refused", (body, problem) => {
    write(body);
    expect(applyPolicies(folder)).toEqual([`index.html has ${problem}`]);
  });
});
