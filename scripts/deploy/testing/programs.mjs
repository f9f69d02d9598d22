// Finds installed web servers and runs them, for the tests of scripts/deploy and e2e. It knows no test runner.
import { spawn } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { setTimeout as rest } from "node:timers/promises";

/** On a busy machine a program may take long to begin. */
const PATIENCE_MS = 30_000;

/**
 * Looks at NAME in the environment (NGINX, CADDY), then in PATH and /usr/sbin.
 * @param {string} name
 * @returns {string | undefined}
 */
export function findProgram(name) {
  const places = [...(process.env["PATH"] ?? "").split(path.delimiter), "/usr/sbin"];
  return (
    process.env[name.toUpperCase()] ||
    places.map((place) => path.join(place, name)).find((file) => fs.existsSync(file))
  );
}

/**
 * Writes nginx.conf for an nginx that stays in the foreground and keeps its files in `home`.
 * @param {string} home
 * @param {string} http the contents of the http block
 * @returns {string[]} the arguments that start it
 */
export function writeNginxConfig(home, http) {
  const temp = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
    .map((name) => `${name}_temp_path ${home}/${name};`)
    .join(" ");
  const file = path.join(home, "nginx.conf");
  fs.writeFileSync(
    file,
    `daemon off; pid ${home}/pid; error_log stderr; events {} http { access_log off; ${temp} ${http} }`,
  );
  return ["-c", file, "-p", home, "-e", "stderr"];
}

/**
 * @param {string} program
 * @param {string[]} args
 * @param {string} url that it answers once it is ready
 * @param {NodeJS.ProcessEnv} [more] environment
 * @returns {Promise<() => Promise<unknown>>} a function that ends it
 */
export async function runUntilAnswer(program, args, url, more = {}) {
  const env = { ...process.env, ...more };
  const child = spawn(program, args, { env, stdio: ["ignore", "ignore", "pipe"] });
  let hasEnded = false;
  const ended = new Promise((resolve) => {
    child.on("close", (code) => {
      hasEnded = true;
      resolve(code);
    });
  });
  const end = () => {
    child.kill("SIGTERM");
    return ended;
  };
  let said = "";
  child.stderr.on("data", (text) => {
    said += text;
  });
  const giveUp = performance.now() + PATIENCE_MS;
  while (!hasEnded && performance.now() < giveUp) {
    if (await isAnswering(url)) return end;
    await rest(100);
  }
  await end();
  throw new Error(`${program} does not answer: ${said}`);
}

/** @param {string} url */
const isAnswering = (url) =>
  fetch(url).then(
    () => true,
    () => false,
  );
