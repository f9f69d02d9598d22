// config.json: what is accepted, and that each mistake is named by its field.
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { makeAuthority } from "../bridge/testing/certificates.mjs";
import { rootDir } from "../setup/paths.mjs";
import { bePatient } from "../testing/patience.mjs";
import { bridgeOptions } from "./bridge-options.mjs";
import { checkConfig, defaultConfig, loadConfig } from "./load-config.mjs";
import { pageConfig } from "./page-config.mjs";
import { SCHEMA_FILE, schemaText } from "./publish-schema.mjs";

bePatient();

const folder = fs.mkdtempSync(path.join(os.tmpdir(), "credence-config-"));
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

const staging = { name: "staging", address: "wss://nats.staging.example.com:8443" };
const target = { host: "10.0.0.5" };

/** @param {unknown} value */
function problemsOf(value) {
  const checked = checkConfig(typeof value === "string" ? value : JSON.stringify(value));
  return checked.ok ? [] : checked.problems;
}

/** @param {unknown} value */
function accepted(value) {
  const checked = checkConfig(JSON.stringify(value));
  if (!checked.ok) throw new Error(checked.problems.join("\n"));
  return checked.config;
}

describe("config.json", () => {
  it("accepts the example of the deployment guide, whole", () => {
    const text = fs.readFileSync(path.join(rootDir, "deploy", "config.example.json"), "utf8");
    expect(problemsOf(text)).toEqual([]);
  });

  it("means the defaults when nothing is said", () => {
    expect(accepted({})).toEqual(defaultConfig());
    expect(defaultConfig()).toMatchObject({
      servers: [],
      locked: false,
      limits: { attemptMs: 10_000 },
    });
    expect(defaultConfig().bridge).toBeUndefined();
  });

  it.each([
    ["an unknown setting", { tittle: "x" }, "tittle: is not a setting"],
    [
      "an unknown setting inside",
      { servers: [{ ...staging, adress: "" }] },
      "servers[0].adress: is not a setting",
    ],
    ["a wrong type", { locked: "yes" }, "locked: must be true or false"],
    ["a list that is none", { servers: {} }, "servers: must be a list"],
    ["something else than an object", [], "the file: must be an object"],
    ["a nameless server", { servers: [{ address: "ws://a" }] }, "servers[0].name: is missing"],
    [
      "a server without a place",
      { servers: [{ name: "a" }] },
      "servers[0]: needs either an address or a bridge target, and not both",
    ],
    [
      "an address of TCP",
      { servers: [{ name: "a", address: "nats://a:4222" }] },
      "servers[0].address: must be a WebSocket address",
    ],
    [
      "an address that no policy can name",
      { servers: [{ name: "a", address: "ws://[::1]:80" }] },
      "servers[0].address: must be a WebSocket address",
    ],
    [
      "an address that would end a directive",
      { servers: [{ name: "a", address: "ws://a;script-src" }] },
      "servers[0].address: must be a WebSocket address",
    ],
    [
      "a password in an address",
      { servers: [{ name: "a", address: "wss://u:p@a" }] },
      "servers[0].address: must not hold a user or password",
    ],
    [
      "an invisible character in a name",
      { servers: [{ ...staging, name: "a\u202Eb" }] },
      "servers[0].name: must not hold control or invisible characters",
    ],
    [
      "an unknown environment",
      { servers: [{ ...staging, environment: "prod" }] },
      'servers[0].environment: must be one of "production", ',
    ],
    [
      "a name twice",
      { servers: [staging, { ...staging, name: "Staging", address: "ws://b" }] },
      'servers[1].name: "Staging" is there twice',
    ],
    [
      "an address twice",
      { servers: [staging, { ...staging, name: "b" }] },
      "servers[1]: wss://nats.staging.example.com:8443/ is there twice",
    ],
    [
      "a seed in a message",
      { messages: [{ name: "a", subject: "a", payload: `x SU${"AB27".repeat(14)}` }] },
      "messages[0]: must not hold a seed",
    ],
    ["a message without a subject", { messages: [{ name: "a" }] }, "messages[0].subject"],
    ["a malformed subject", { subjects: ["a.b", "a..b"] }, "subjects[1]: must be a subject"],
    [
      "an inbox prefix with a wildcard",
      { inboxPrefix: "_INBOX.>" },
      "inboxPrefix: must be a subject without wildcards",
    ],
    [
      "a limit out of range",
      { limits: { attemptMs: 1 } },
      "limits.attemptMs: must be at least 1000",
    ],
    ["a lock without servers", { locked: true }, "locked: needs at least one entry in servers"],
    [
      "an unknown bridge target",
      { servers: [{ name: "a", bridge: "b" }] },
      'servers[0].bridge: bridge.targets has no "b"',
    ],
    [
      "a bridge without targets",
      { bridge: { targets: {} } },
      "bridge.targets: must name at least one target",
    ],
    [
      "a name that is no target's",
      { bridge: { targets: { "A b": target } } },
      "bridge.targets.A b: must be a name of",
    ],
    [
      "a target with a scheme",
      { bridge: { targets: { a: { host: "nats://a" } } } },
      "bridge.targets.a.host: must be a host name or an IP address alone",
    ],
    [
      "a certificate without its key",
      { bridge: { targets: { a: { ...target, cert: "c" } } } },
      "bridge.targets.a: needs cert and key together",
    ],
    [
      "a way around verification",
      { bridge: { targets: { a: { ...target, insecure: true } } } },
      "bridge.targets.a.insecure: is not a setting",
    ],
    [
      "an origin with a path",
      { bridge: { targets: { a: target }, origins: ["https://a/"] } },
      "bridge.origins[0]: must be an origin",
    ],
    ["text that is not JSON", "{", "is not JSON: "],
  ])("names %s", (_name, value, problem) => {
    expect(problemsOf(value)).toEqual([expect.stringContaining(problem)]);
  });

  it("names every mistake at once", () => {
    expect(
      problemsOf({ locked: 1, title: "", servers: [{ name: "a", address: "x" }] }),
    ).toHaveLength(3);
  });

  it("says which file cannot be read", () => {
    const file = path.join(folder, "none.json");
    expect(loadConfig(file)).toEqual({ ok: false, file, problems: ["cannot be read (ENOENT)"] });
  });

  it("reads PEM files beside it, and names one that is not there or is something else", () => {
    const file = path.join(folder, "config.json");
    const write = (/** @type {object} */ entry) =>
      fs.writeFileSync(
        file,
        JSON.stringify({ bridge: { targets: { eu: { ...target, ...entry } } } }),
      );
    const authority = makeAuthority("Team CA");
    const [one, other] = [authority.issue({ name: "a" }), authority.issue({ name: "b" })];
    for (const [name, pem] of Object.entries({ ca: authority.ca, one: one.cert, key: other.key })) {
      fs.writeFileSync(path.join(folder, `${name}.pem`), pem);
    }
    fs.writeFileSync(path.join(folder, "no.pem"), "hello");
    write({ ca: "ca.pem" });
    const loaded = loadConfig(file);
    if (!loaded.ok || !loaded.config.bridge) throw new Error("refused");
    const options = bridgeOptions(loaded.config.bridge, folder, ["http://localhost:1"]);
    expect(options.targets.get("eu")).toMatchObject({
      port: 4222,
      tls: "required",
      ca: /** @type {string} */ (expect.stringContaining("BEGIN")),
    });
    expect(options.targets.has("__proto__")).toBe(false);
    expect(options.origins).toEqual(["http://localhost:1"]);
    write({ ca: "no.pem" });
    expect(loadConfig(file)).toMatchObject({
      problems: [expect.stringMatching(/^bridge\.targets\.eu\.ca: .*not a PEM file/)],
    });
    write({ ca: "gone.pem" });
    expect(loadConfig(file)).toMatchObject({
      problems: [expect.stringMatching(/^bridge\.targets\.eu\.ca: .*cannot be read/)],
    });
    write({ cert: "one.pem", key: "one.pem" });
    expect(loadConfig(file)).toMatchObject({
      problems: [expect.stringMatching(/^bridge\.targets\.eu\.key: .*private key/)],
    });
    write({ cert: "one.pem", key: "key.pem" });
    expect(loadConfig(file)).toMatchObject({
      problems: ["bridge.targets.eu.key: does not belong to cert"],
    });
  });

  it.each([
    ["nats.internal", {}, false],
    ["10.0.0.5", {}, false],
    ["localhost.example.com", {}, false],
    ["nats.internal", { acceptTlsStripping: true }, true],
    ["localhost", {}, true],
    ["127.0.0.1", {}, true],
    ["::1", {}, true],
  ])("takes tls auto for %s with %j: %j", (host, more, isTaken) => {
    const targets = { eu: { host, tls: "auto", ...more } };
    const checked = checkConfig(JSON.stringify({ bridge: { targets } }));
    expect(checked.ok).toBe(isTaken);
    if (!checked.ok) {
      expect(checked.problems).toEqual([
        expect.stringMatching(/^bridge\.targets\.eu\.tls: "auto" lets a middleman strip TLS; use/),
      ]);
    }
  });

  it("tells the page nothing of where a bridge leads", () => {
    const config = accepted({
      servers: [{ name: "p", bridge: "eu" }],
      bridge: { targets: { eu: target } },
    });
    expect(JSON.stringify(pageConfig(config))).not.toContain(target.host);
    expect(pageConfig(config).servers).toEqual([{ name: "p", bridge: "eu" }]);
  });

  it("is published as the schema that is enforced", () => {
    expect(JSON.parse(fs.readFileSync(SCHEMA_FILE, "utf8"))).toEqual(JSON.parse(schemaText()));
  });
});
