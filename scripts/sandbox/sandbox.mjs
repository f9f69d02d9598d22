// The sandbox: a nats-server for this clone, with sample identities and some traffic. start.mjs and dev.mjs
// start it. It writes only into one git-ignored folder and listens only on loopback.
import fs from "node:fs";
import path from "node:path";
import { sandboxDir } from "../setup/paths.mjs";
import { freePort } from "../setup/ports.mjs";
import { claimFolder } from "./claim.mjs";
import { makeUser, operatorConfig } from "./identities.mjs";
import { makeSamples, trustFiles } from "./samples.mjs";
import { NatsServerFailure, startNatsServer } from "./server.mjs";
import { openKeyStore } from "./state.mjs";
import { startTraffic } from "./traffic.mjs";
import { makeTrust } from "./trust.mjs";

const WS_PORT = 4281;
const CLIENT_PORT = 4222;
const MOST_TRIES = 5;
// This is well below the ten minutes for which one sample is valid.
const RENEW_EVERY = 60_000;
// Only these files are replaced, because a browser refuses a file that changed after it was chosen.
const TIED_TO_THE_CLOCK = new Set(["job-nightly.creds", "svc-batch.creds"]);

/**
 * @typedef {object} SandboxFile
 * @property {string} file
 * @property {string} title
 * @property {string} shows
 */

/**
 * @typedef {object} Sandbox
 * @property {import("./server.mjs").RunningNatsServer} server
 * @property {string} version of nats-server
 * @property {string} folder the folder of the samples
 * @property {readonly SandboxFile[]} samples
 * @property {readonly SandboxFile[]} trust
 * @property {() => boolean} isRunning false once nats-server has ended, for whatever reason
 * @property {() => Promise<void>} stop
 */

/**
 * @param {{path: string, version: string}} binary
 * @param {{dir?: string, wsPort?: number, clientPort?: number}} [options]
 * @returns {Promise<Sandbox>}
 */
export async function startSandbox(binary, options = {}) {
  const { dir: wanted = sandboxDir, wsPort = WS_PORT, clientPort = CLIENT_PORT } = options;
  const { dir, release } = claimFolder(wanted);
  try {
    for (let tries = 1; ; tries++) {
      const ports = { wsPort: await freePort(wsPort), clientPort: await freePort(clientPort) };
      try {
        return await startIn(dir, binary, ports, release);
      } catch (error) {
        if (tries === MOST_TRIES || !isPortTaken(error)) throw error;
      }
    }
  } catch (error) {
    release();
    throw error;
  }
}

/**
 * Tells whether another program took a port after it was found free.
 * @param {unknown} error
 */
function isPortTaken(error) {
  return error instanceof NatsServerFailure && /address already in use/i.test(error.message);
}

/**
 * @param {string} dir
 * @param {{path: string, version: string}} binary
 * @param {{wsPort: number, clientPort: number}} ports
 * @param {() => void} release
 * @returns {Promise<Sandbox>}
 */
async function startIn(dir, binary, ports, release) {
  const keys = openKeyStore(dir);
  const trust = await makeTrust(keys);
  const { operator, systemAccount, orders } = trust;
  const key = keys.key("user", "sandbox-traffic");
  const trafficUser = await makeUser({ name: "sandbox-traffic", account: orders, key });
  const samples = await makeSamples(trust, keys);
  const files = trustFiles(trust);
  keys.save();
  const folder = path.join(dir, "samples");
  fs.rmSync(folder, { recursive: true, force: true });
  writeFiles(folder, [...samples, ...files]);

  const server = await startNatsServer({
    binary: binary.path,
    dir: path.join(dir, "server"),
    config: [
      'server_name: "sandbox"',
      `jetstream { store_dir: ${JSON.stringify(path.join(dir, "jetstream"))} }`,
      operatorConfig({ operator, systemAccount, accounts: [orders] }),
    ].join("\n"),
    ...ports,
  });
  let running = true;
  server.exited.then(() => {
    running = false;
  });
  const traffic = await startTraffic(server.wsUrl, trafficUser).catch(async (error) => {
    await server.stop();
    throw error;
  });
  const renew = async () => {
    const renewed = await makeSamples(trust, keys);
    writeFiles(
      folder,
      renewed.filter(({ file }) => TIED_TO_THE_CLOCK.has(file)),
    );
  };
  let renewing = Promise.resolve();
  const renewal = setInterval(() => {
    renewing = renew();
  }, RENEW_EVERY);
  renewal.unref();

  return {
    server,
    version: binary.version,
    folder,
    samples: samples.map(publicPart),
    trust: files.map(publicPart),
    isRunning: () => running,
    async stop() {
      clearInterval(renewal);
      await renewing;
      await traffic.stop();
      await server.stop();
      release();
    },
  };
}

/** @param {SandboxFile} file */
const publicPart = ({ file, title, shows }) => ({ file, title, shows });

/**
 * Replaces each file in one step, so that a reader never sees half of one.
 * @param {string} folder
 * @param {readonly {file: string, text: string}[]} files
 */
function writeFiles(folder, files) {
  fs.mkdirSync(folder, { recursive: true, mode: 0o700 });
  for (const { file, text } of files) {
    const target = path.join(folder, file);
    fs.writeFileSync(`${target}.new`, text, { mode: 0o600 });
    fs.renameSync(`${target}.new`, target);
  }
}
