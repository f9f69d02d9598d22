// Runs one instance until it is stopped: configuration, policies, bridge where one is configured,
// listener. The same for `npm start` (start.mjs) and for a team's host or container (../serve.mjs).
import { loadConfig } from "../config/load-config.mjs";
import { StepFailure } from "../setup/run.mjs";
import { bridgeGate } from "./bridge-gate.mjs";
import { guarded, hostGuard } from "./host-guard.mjs";
import { listen } from "./listen.mjs";
import { isLoopbackHost } from "./loopback.mjs";
import { observeAnswers } from "./observe/answers.mjs";
import { siteLog } from "./observe/log.mjs";
import { listenForMetrics } from "./observe/metrics-listener.mjs";
import { siteMetrics } from "./observe/site-metrics.mjs";
import { staticHandler } from "./static-server.mjs";
import { version } from "./version.mjs";

/** A sender that is slow on purpose is cut off within these, and checked for every second. */
const HTTP_LIMITS = {
  headersTimeout: 10_000,
  requestTimeout: 30_000,
  connectionsCheckingInterval: 1_000,
};
/** More than the bridge takes by default and files need; each costs a file descriptor. */
const MAX_CONNECTIONS = 2_048;

/**
 * @typedef {object} SiteSettings
 * @property {string} folder the export
 * @property {string} host
 * @property {number} port
 * @property {import("../config/schema.mjs").Config} config
 * @property {string | null} configFile
 * @property {import("./sandbox-files.mjs").SandboxState} [sandbox]
 * @property {boolean} log
 * @property {import("./observe/log.mjs").LogFormat} [logFormat]
 * @property {{host: string, port: number} | undefined} [metrics] where Prometheus finds them
 * @property {string} [basePath] see SiteOptions
 */

/**
 * @param {string | null} file
 * @returns {import("../config/schema.mjs").Config}
 * @throws {StepFailure} with every problem, each named by its field
 */
export function requireConfig(file) {
  const loaded = loadConfig(file);
  if (loaded.ok) return loaded.config;
  const list = loaded.problems.map((problem) => `  ${problem}`).join("\n");
  throw new StepFailure(`Nothing was started: ${loaded.file} is not right.\n${list}`);
}

/**
 * @param {SiteSettings} settings
 * @returns {Promise<import("./listen.mjs").Listening>}
 */
export async function runSite(settings) {
  const { folder, host, port, config, configFile, sandbox, basePath = "" } = settings;
  const isLocal = isLoopbackHost(host);
  if (config.bridge && !config.bridge.origins && !isLocal) {
    throw new StepFailure(
      "Nothing was started: bridge.origins must list the origins of this page, such as " +
        `"https://nats.example.com", because ${host} is open to the network.`,
    );
  }
  let isStopping = false;
  const site = staticHandler(folder, sandbox, {
    config,
    basePath,
    isStopping: () => isStopping,
  });
  const log = siteLog(settings.logFormat ?? "text", settings.log);
  const metrics = siteMetrics({ version, targets: Object.keys(config.bridge?.targets ?? {}) });
  const isOurs = hostGuard({ hosts: config.hosts, isLocal });
  const handler = observeAnswers(guarded(isOurs, site, basePath), (answer) => {
    log.answer(answer);
    metrics.answer(answer);
  });
  const gate = bridgeGate(
    basePath,
    (entry) => {
      log.bridge(entry);
      metrics.bridge(entry);
    },
    () => metrics.denied("overload"),
  );
  metrics.watchOpen(gate.connections);
  const scraped =
    settings.metrics === undefined ? null : await listenForMetrics(settings.metrics, metrics.text);
  const serving = await listen(handler, { host, port }, HTTP_LIMITS, (server) => {
    server.maxConnections = MAX_CONNECTIONS;
    if (config.bridge) {
      server.on("upgrade", (request, socket, head) => {
        if (isOurs(request)) return gate.upgrade(request, socket, head);
        metrics.denied("host");
        socket.end("HTTP/1.1 421 Misdirected Request\r\nConnection: close\r\n\r\n");
      });
    }
  });
  if (config.bridge) await gate.open(config.bridge, configFile, serving.port);

  const { say } = log;
  if (port !== 0 && serving.port !== port) say("port", `${port} is taken; using ${serving.port}`);
  if (configFile !== null) describeConfig(configFile, config, say);
  if (!isLocal) warnOpen(host, say);
  const url = basePath === "" ? serving.url : `${serving.url}${basePath}/`;
  if (scraped !== null) say("metrics", `${scraped.url}/metrics`);
  say("dashboard", url);
  return {
    port: serving.port,
    url,
    async stop() {
      isStopping = true;
      // The bridge says farewell on sockets that the listener would cut.
      await gate.stop();
      await serving.stop();
      await scraped?.stop();
    },
  };
}

/**
 * Prints one line about the configuration.
 * @param {string} file
 * @param {import("../config/schema.mjs").Config} config
 * @param {import("./observe/log.mjs").SiteLog["say"]} say
 */
export function describeConfig(file, { servers, locked, bridge }, say) {
  const targets = Object.keys(bridge?.targets ?? {}).length;
  const parts = [
    `${servers.length} ${servers.length === 1 ? "server" : "servers"}`,
    locked ? "locked to them" : "any other server too",
    targets > 0 ? `bridge to ${targets}` : "no bridge",
  ];
  say("config", `${file}: ${parts.join(", ")}`);
}

/**
 * @param {string} host
 * @param {import("./observe/log.mjs").SiteLog["say"]} say
 */
function warnOpen(host, say) {
  say("warning", `open to the network on ${host}, without TLS.`);
  say("", "Others can reach this page, and what it sends can be read or changed on the way.");
  say("", "Browsers elsewhere also lack WebCrypto without https. Put a TLS proxy in front.");
}
