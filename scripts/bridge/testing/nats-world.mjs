// Starts nats-servers for the tests of the bridge: without a WebSocket listener, with TLS if the test wants it,
// in operator mode with one account. `end` stops everything.
import fs from "node:fs";
import net from "node:net";
import os from "node:os";
import path from "node:path";
import * as identities from "../../sandbox/identities.mjs";
import { startNatsServer } from "../../sandbox/server.mjs";
import { natsServerForTests } from "../../setup/nats-server/for-tests.mjs";

/** @typedef {import("./certificates.mjs").Issued} Issued */

export async function makeNatsWorld() {
  const { path: binary, version } = await natsServerForTests();
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "credence-bridge-"));
  const systemKey = identities.makeKey("account");
  const operator = await identities.makeOperator({
    name: "OP",
    systemAccount: systemKey.publicKey,
  });
  const systemAccount = await identities.makeAccount({ name: "SYS", operator, key: systemKey });
  const account = await identities.makeAccount({ name: "APP", operator });
  // By default a server closes clients that do not log in within two seconds; a slow machine needs longer.
  const config = [
    identities.operatorConfig({ operator, systemAccount, accounts: [account] }),
    "authorization { timeout: 60 }",
  ].join("\n");
  /** @type {(() => unknown)[]} */
  const cleanups = [];
  let count = 0;

  return {
    version,
    /**
     * @param {Record<string, unknown>} [claims]
     * @param {number} [exp]
     */
    user: (claims = {}, exp) =>
      identities.makeUser({ name: "u", account, claims, ...(exp === undefined ? {} : { exp }) }),
    /** @param {string} text @returns {string} the file's path */
    write(text) {
      const file = path.join(folder, `file-${++count}`);
      fs.writeFileSync(file, text, { mode: 0o600 });
      return file;
    },
    /**
     * @param {{tls?: Issued & {clientCa?: string, first?: boolean}, isOpen?: boolean,
     *   clientPort?: number}} [options] clientCa: clients must show a certificate of this authority; isOpen: no login is needed
     */
    async serve({ tls, isOpen = false, clientPort = -1 } = {}) {
      const dir = path.join(folder, `server-${++count}`);
      fs.mkdirSync(dir);
      const lines = tls ? tlsLines(tls, this.write.bind(this)) : [];
      const server = await startNatsServer({
        binary,
        dir,
        clientPort,
        websocket: false,
        config: [isOpen ? "" : config, ...lines].join("\n"),
      });
      cleanups.push(server.stop);
      return server;
    },
    /**
     * Starts a TCP listener that is no NATS server.
     * @param {(socket: net.Socket) => void} [onConnection]
     * @returns {Promise<string>} its address
     */
    async startTcpServer(onConnection = () => {}) {
      /** @type {Set<net.Socket>} */
      const open = new Set();
      const server = net.createServer((socket) => {
        open.add(socket);
        socket.on("error", () => {});
        onConnection(socket);
      });
      await new Promise((/** @type {(nothing: void) => void} */ resolve) => {
        server.listen(0, "127.0.0.1", resolve);
      });
      cleanups.push(() => {
        for (const socket of open) socket.destroy();
        return new Promise((resolve) => server.close(resolve));
      });
      const address = server.address();
      return `nats://127.0.0.1:${typeof address === "object" && address ? address.port : 0}`;
    },
    async end() {
      for (const end of cleanups.reverse()) await end();
      fs.rmSync(folder, { recursive: true, force: true });
    },
  };
}

/**
 * @param {Issued & {clientCa?: string, first?: boolean}} tls
 * @param {(text: string) => string} write
 */
function tlsLines({ cert, key, clientCa, first }, write) {
  return [
    "tls {",
    "  timeout: 60",
    `  cert_file: ${JSON.stringify(write(cert))}`,
    `  key_file: ${JSON.stringify(write(key))}`,
    ...(clientCa ? [`  ca_file: ${JSON.stringify(write(clientCa))}`, "  verify: true"] : []),
    ...(first ? ["  handshake_first: true"] : []),
    "}",
  ];
}
