// One address for development. It answers config.json and the sandbox's addresses as the real server does,
// runs the bridge of the configuration, and passes everything else on to `next dev`. It sends no policies:
// next needs inline scripts and eval for hot reload. Used by ../dev.mjs.
import { isForBridge } from "../bridge/gate.mjs";
import { pageConfig } from "../config/page-config.mjs";
import { bridgeGate } from "../serve/bridge-gate.mjs";
import { guarded, hostGuard } from "../serve/host-guard.mjs";
import { listen } from "../serve/listen.mjs";
import { siteLog } from "../serve/observe/log.mjs";
import { sandboxFiles } from "../serve/sandbox-files.mjs";
import { forwardRequest, forwardUpgrade } from "./next-proxy.mjs";

const NEVER_STORED = { "Cache-Control": "no-store" };

/**
 * @typedef {object} DevSettings
 * @property {number} port
 * @property {number} nextPort
 * @property {import("../config/schema.mjs").Config} config
 * @property {string | null} configFile
 * @property {import("../serve/sandbox-files.mjs").SandboxState} sandbox
 */

/**
 * @param {DevSettings} settings
 * @returns {Promise<import("../serve/listen.mjs").Listening>}
 */
export async function startDevSite({ port, nextPort, config, configFile, sandbox }) {
  const answerSandbox = sandboxFiles(sandbox, NEVER_STORED);
  const forPage = JSON.stringify(pageConfig(config));
  const gate = bridgeGate("", siteLog("text", true).bridge);
  const isOurs = hostGuard({ hosts: config.hosts, isLocal: true });
  const serving = await listen(
    guarded(isOurs, (request, response) => {
      if ((request.url ?? "").split("?")[0] === "/config.json") {
        response.writeHead(200, { ...NEVER_STORED, "Content-Type": "application/json" });
        response.end(forPage);
      } else if (!answerSandbox(request, response)) {
        forwardRequest(nextPort, request, response);
      }
    }),
    { host: "localhost", port },
    {},
    (server) =>
      server.on("upgrade", (request, socket, head) => {
        if (!isOurs(request)) socket.destroy();
        else if (config.bridge && isForBridge(request)) gate.upgrade(request, socket, head);
        else forwardUpgrade(nextPort, request, socket, head);
      }),
  );
  if (config.bridge) await gate.open(config.bridge, configFile, serving.port);
  return {
    ...serving,
    async stop() {
      await gate.stop();
      await serving.stop();
    },
  };
}
