// Reads and checks config.json, for `npm start`, `npm run serve` and `npm run dev`. A file with a problem is
// refused, and every problem is named by its field. Nothing starts half-configured.
import fs from "node:fs";
import net from "node:net";
import path from "node:path";
import { isLoopbackHost } from "../serve/loopback.mjs";
import { pemProblems } from "./pem.mjs";
import { configSchema } from "./schema.mjs";

/** @typedef {import("./schema.mjs").Config} Config */

/**
 * @typedef {{ok: true, config: Config, file: string | null}
 *   | {ok: false, file: string, problems: readonly string[]}} Loaded
 */

/** The configuration of an instance without a file: every setting has its default. */
export const defaultConfig = () => configSchema.parse({});

/**
 * @param {string | null} file null: no file, defaults
 * @returns {Loaded}
 */
export function loadConfig(file) {
  if (file === null) return { ok: true, config: defaultConfig(), file };
  let text;
  try {
    text = fs.readFileSync(file, "utf8");
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : "";
    return { ok: false, file, problems: [`cannot be read (${code})`] };
  }
  const checked = checkConfig(text);
  if (!checked.ok) return { ...checked, file };
  const problems = fileProblems(checked.config, path.dirname(file));
  return problems.length > 0 ? { ok: false, file, problems } : { ...checked, file };
}

/**
 * @param {string} text
 * @returns {{ok: true, config: Config} | {ok: false, problems: readonly string[]}}
 */
export function checkConfig(text) {
  let value;
  try {
    value = JSON.parse(text.replace(/^\uFEFF/, ""));
  } catch (error) {
    return { ok: false, problems: [`is not JSON: ${error instanceof Error ? error.message : ""}`] };
  }
  const parsed = configSchema.safeParse(value, { reportInput: true });
  if (!parsed.success) return { ok: false, problems: parsed.error.issues.flatMap(describe) };
  const problems = crossProblems(parsed.data);
  return problems.length > 0 ? { ok: false, problems } : { ok: true, config: parsed.data };
}

/**
 * One line for each problem: the field as it is written in the file, then what is wrong.
 * @param {import("zod").core.$ZodIssue} issue
 * @returns {string[]}
 */
function describe(issue) {
  const at = fieldName(issue.path);
  if (issue.code === "unrecognized_keys") {
    return issue.keys.map((key) => `${fieldName([...issue.path, key])}: is not a setting`);
  }
  if (issue.code === "invalid_key") {
    return issue.issues.map(({ message }) => `${at}: ${message}`);
  }
  if (issue.code === "invalid_type") {
    if (issue.input === undefined) return [`${at}: is missing`];
    return [`${at}: must be ${withArticle(issue.expected)}`];
  }
  if (issue.code === "invalid_value") {
    return [`${at}: must be one of ${issue.values.map((one) => `"${String(one)}"`).join(", ")}`];
  }
  return [`${at}: ${issue.message}`];
}

/** @param {string} type */
function withArticle(type) {
  if (type === "boolean") return "true or false";
  if (type === "array") return "a list";
  if (type === "record") return "an object";
  if (type === "int") return "a whole number";
  return /^[aeiou]/.test(type) ? `an ${type}` : `a ${type}`;
}

/** @param {readonly PropertyKey[]} steps */
function fieldName(steps) {
  const text = steps.reduce(
    (/** @type {string} */ name, step) =>
      typeof step === "number" ? `${name}[${step}]` : `${name}${name && "."}${String(step)}`,
    "",
  );
  return text || "the file";
}

/**
 * Checks that need more than one field.
 * @param {Config} config
 */
function crossProblems({ servers, bridge, locked }) {
  const problems = strippingProblems(bridge);
  if (locked && servers.length === 0) {
    problems.push("locked: needs at least one entry in servers");
  }
  const names = new Set();
  const addresses = new Set();
  for (const [index, entry] of servers.entries()) {
    const name = entry.name.toLowerCase();
    if (names.has(name)) problems.push(`servers[${index}].name: "${entry.name}" is there twice`);
    names.add(name);
    if (entry.bridge !== undefined) {
      if (!Object.hasOwn(bridge?.targets ?? {}, entry.bridge)) {
        problems.push(`servers[${index}].bridge: bridge.targets has no "${entry.bridge}"`);
      }
    }
    const where = entry.address === undefined ? `bridge ${entry.bridge}` : hrefOf(entry.address);
    if (addresses.has(where)) problems.push(`servers[${index}]: ${where} is there twice`);
    addresses.add(where);
  }
  return problems;
}

/**
 * With "auto" a middleman says that the server wants no TLS, and then sees the JWT, the signature and
 * every message (scripts/bridge/stripping.test.mjs).
 * @param {Config["bridge"]} bridge
 */
function strippingProblems(bridge) {
  return Object.entries(bridge?.targets ?? {})
    .filter(([, { tls, host, acceptTlsStripping }]) => {
      return tls === "auto" && !acceptTlsStripping && !isLoopbackTarget(host);
    })
    .map(
      ([name]) =>
        `bridge.targets.${name}.tls: "auto" lets a middleman strip TLS; use "required" or "first", ` +
        "or set acceptTlsStripping to true",
    );
}

/** @param {string} host a name or an IP address without brackets */
const isLoopbackTarget = (host) => isLoopbackHost(net.isIPv6(host) ? `[${host}]` : host);

/** @param {string} address */
const hrefOf = (address) => new URL(address).href;

/**
 * @param {Config} config
 * @param {string} folder
 */
function fileProblems({ bridge }, folder) {
  return Object.entries(bridge?.targets ?? {}).flatMap(([name, target]) =>
    pemProblems(target, folder).map(([field, problem]) => {
      return `bridge.targets.${name}.${field}: ${problem}`;
    }),
  );
}
