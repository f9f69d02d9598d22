// Answers /metrics on a separate port, which no proxy publishes. Used by run-site.mjs.
import { StepFailure } from "../../setup/run.mjs";
import { hostGuard } from "../host-guard.mjs";
import { listen } from "../listen.mjs";
import { isLoopbackHost } from "../loopback.mjs";

const CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

/**
 * @param {{host: string, port: number}} where
 * @param {() => string} text
 * @returns {Promise<import("../listen.mjs").Listening>}
 * @throws {StepFailure} where the port is taken: a collector would ask another program
 */
export async function listenForMetrics({ host, port }, text) {
  const isOwnName = hostGuard({ hosts: undefined, isLocal: isLoopbackHost(host) });
  const serving = await listen(
    (request, response) => {
      const isAsked = request.method === "GET" && request.url?.split("?")[0] === "/metrics";
      if (!isOwnName(request)) response.writeHead(421).end();
      else if (!isAsked) response.writeHead(404).end();
      else response.writeHead(200, { "Content-Type": CONTENT_TYPE }).end(text());
    },
    { host, port },
  );
  if (port === 0 || serving.port === port) return serving;
  await serving.stop();
  throw new StepFailure(`Nothing was started: port ${port} for the metrics is taken.`);
}
