// `npm test` installs as `npm start` does and then runs every check, with one line for each. All checks run,
// even after a failure; then the run fails. `--only unit,e2e` runs some of them. At the end it names each
// failure with the command that repeats it, and each skipped test. The last line has the counts.
import { CHECKS, runCheck } from "./checks/run-check.mjs";
import { addCounts, noCounts } from "./checks/test-counts.mjs";
import { findBrowser } from "./setup/browser.mjs";
import { findFirefox, findWebKit } from "./setup/engines/find-engines.mjs";
import { ensureInstalled, requireNode } from "./setup/install.mjs";
import { findOldestNatsServer } from "./setup/nats-server/oldest.mjs";
import { line, seconds, step } from "./setup/output.mjs";
import { printFailure, StepFailure } from "./setup/run.mjs";
import { endAll, endOnSignals } from "./setup/shutdown.mjs";
import { natsServerStep } from "./setup/steps.mjs";

/** @type {NodeJS.ProcessEnv} */
const env = { ...process.env, NEXT_TELEMETRY_DISABLED: "1", NO_COLOR: "1" };
delete env["FORCE_COLOR"];

requireNode();
endOnSignals();
const startMs = performance.now();
let counts = noCounts;
try {
  const chosen = chosenChecks(process.argv.slice(2));
  await ensureInstalled();
  if (chosen.some((name) => name === "unit" || name === "e2e")) await needNatsServer();
  const noBrowser = chosen.includes("e2e") ? await lookForBrowser() : "";
  // An install can take a minute, so it goes on beside the other checks.
  const engines = chosen.includes("e2e") && !noBrowser ? lookForEngines() : undefined;
  for (const name of chosen) {
    if (name === "e2e" && engines) counts = addCounts(counts, takeEngines(await engines));
    counts = addCounts(
      counts,
      name === "e2e" && noBrowser ? withoutBrowser(noBrowser) : await runCheck(name, env),
    );
  }
} catch (error) {
  printFailure(error);
}
printEnd();
await endAll(Number(process.exitCode ?? 0));

/** @param {readonly string[]} args */
function chosenChecks(args) {
  if (args.length === 0) return CHECKS;
  const [flag = "", value = ""] = args.length === 1 ? (args[0] ?? "").split("=") : args;
  const names = value.split(",").filter(Boolean);
  const unknown = names.filter((name) => !CHECKS.some((known) => known === name));
  if (flag !== "--only" || names.length === 0 || unknown.length > 0 || args.length > 2) {
    throw new StepFailure(`Usage: npm test -- --only ${CHECKS.join(",")} (any of these).`);
  }
  return CHECKS.filter((name) => names.includes(name));
}

async function needNatsServer() {
  const found = await natsServerStep();
  if (!found.ok) throw new StepFailure("The tests need a real nats-server.");
  env["NATS_SERVER"] = found.path;
  const oldest = await step(
    "nats-server",
    "looking for an older version",
    (progress) => findOldestNatsServer(found.version, progress),
    (result) => (result ? `oldest version for tests: ${result.version}` : "no older version found"),
  );
  if (oldest) env["NATS_SERVER_OLDEST"] = oldest.path;
}

/** @returns {Promise<string>} why there is no browser, or "" */
async function lookForBrowser() {
  const found = await step("browser", "looking for a browser", findBrowser, (result) =>
    result.ok ? `${result.origin}: ${result.path}` : "missing",
  );
  if (!found.ok) return `${found.reason} ${found.howTo}`;
  env["CHROMIUM"] = found.path;
  return "";
}

/** Looks for the engines besides Chromium, one after the other, since both may be installed. */
async function lookForEngines() {
  return { FIREFOX: await findFirefox(env), WEBKIT: await findWebKit(env) };
}

/**
 * The smoke runs in those that were found. Each that is missing counts one named skip.
 * @param {Awaited<ReturnType<typeof lookForEngines>>} engines
 * @returns {import("./checks/test-counts.mjs").Counts}
 */
function takeEngines({ FIREFOX, WEBKIT }) {
  const skipped = [];
  for (const { name, variable, found } of [
    { name: "Firefox", variable: "FIREFOX", found: FIREFOX },
    { name: "WebKit", variable: "WEBKIT", found: WEBKIT },
  ]) {
    line("browser", found.ok ? `${name} ${found.version}` : `${name} is missing`);
    env[variable] = found.ok ? found.value : "";
    if (!found.ok) skipped.push(`the smoke (e2e/engines) in ${name}. ${found.reason}`);
  }
  return { ...noCounts, skipped };
}

/**
 * Counts one named skip for all browser tests. On CI, where a browser is expected, it counts a failure.
 * @param {string} reason
 * @returns {import("./checks/test-counts.mjs").Counts}
 */
function withoutBrowser(reason) {
  const name = `all browser tests (e2e), because there is no browser. ${reason}`;
  if (env["CI"] === "true") {
    line("e2e", "failed, no browser");
    return { ...noCounts, failures: [{ name, repeat: "npm test -- --only e2e" }] };
  }
  line("e2e", "skipped, no browser");
  process.stderr.write(`\nWarning: the browser tests were not run. ${reason}\n\n`);
  return { ...noCounts, skipped: [name] };
}

function printEnd() {
  const { passed, failures, skipped } = counts;
  for (const name of skipped) line("skipped", name);
  for (const { name, repeat } of failures) {
    line("failed", name);
    line("", repeat);
  }
  if (failures.length > 0) process.exitCode = 1;
  line("total", seconds(performance.now() - startMs));
  const tail = skipped.length > 0 ? `, ${skipped.length} skipped` : "";
  process.stdout.write(`${passed} passed, ${failures.length} failed${tail}\n`);
}
