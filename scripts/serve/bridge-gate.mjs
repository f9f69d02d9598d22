// Connects the bridge of one instance to its listener. Used by run-site.mjs and ../dev/dev-site.mjs.
import path from "node:path";
import { bridgeOptions } from "../config/bridge-options.mjs";
import { belowBase } from "./static-server.mjs";

/**
 * Takes the upgrades of a listener. `open` makes the bridge once the port is known, and with it the page's
 * own origin. The bridge's code is loaded only where a bridge is configured.
 * @param {string} basePath
 * @param {(entry: import("../bridge/bridge.mjs").BridgeLogEntry) => void} onEnd
 * @param {() => void} [onOverload] see createBridge
 */
export function bridgeGate(basePath, onEnd, onOverload) {
  /** @type {ReturnType<typeof import("../bridge/bridge.mjs").createBridge> | undefined} */
  let bridge;
  return {
    /**
     * @param {import("node:http").IncomingMessage} request
     * @param {import("node:stream").Duplex} socket
     * @param {Buffer} head
     */
    upgrade(request, socket, head) {
      if (bridge === undefined) {
        socket.destroy();
        return;
      }
      request.url = belowBase(request.url ?? "", basePath);
      bridge.upgrade(request, socket, head);
    },
    /**
     * @param {NonNullable<import("../config/schema.mjs").Config["bridge"]>} config
     * @param {string | null} file the paths of PEM files are relative to it
     * @param {number} port
     */
    async open(config, file, port) {
      const { createBridge } = await import("../bridge/bridge.mjs");
      const own = ["localhost", "127.0.0.1", "[::1]"].map((name) => `http://${name}:${port}`);
      const options = bridgeOptions(config, path.dirname(file ?? "."), own);
      bridge = createBridge(options, onEnd, onOverload);
    },
    connections: () => bridge?.open() ?? [],
    async stop() {
      await bridge?.stop();
    },
  };
}
