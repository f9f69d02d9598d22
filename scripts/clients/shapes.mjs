// `npm run clients -- --shapes` gives odd creds files to real clients and compares what they do with what the page says
// of them. Called by clients.mjs. The programs are in shapes/, one for each client; each prints a line for each file.
import fs from "node:fs";
import path from "node:path";
import {
  makeAccount,
  makeKey,
  makeOperator,
  makeUser,
  operatorConfig,
} from "../sandbox/identities.mjs";
import { startNatsServer } from "../sandbox/server.mjs";
import { findNatsServer } from "../setup/nats-server/find.mjs";
import { rootDir } from "../setup/paths.mjs";
import { findTool, missing } from "../tools/folder.mjs";
import { importBundled } from "./bundle.mjs";
import { SHAPE_CLIENTS } from "./shape-clients.mjs";

/**
 * @typedef {{client: string, state: "accepted" | "refused" | "hangs", name: string, text: string}} ClientAnswer
 *   as in lib/page/diagnosis/texts/client-text.ts
 * @typedef {{name: string, bytes: Uint8Array, answers: readonly ClientAnswer[]}} ShapeFile
 * @typedef {{state: string, words: string}} Observed
 */

/**
 * @param {readonly string[]} families none = all
 * @returns {Promise<{ran: number, failed: number, skipped: number}>} counts of answers, and of clients
 */
export async function runShapes(families) {
  const folder = path.join(rootDir, ".credence", "clients");
  fs.mkdirSync(folder, { recursive: true });
  const dir = fs.mkdtempSync(path.join(folder, "shapes-"));
  const { server, files, named } = await prepare(dir);
  const counts = { ran: 0, failed: 0, skipped: 0 };
  /** @type {Map<string, readonly string[]>} client → one letter for each file */
  const columns = new Map();
  try {
    for (const client of SHAPE_CLIENTS) {
      if (families.length > 0 && !families.includes(client.family)) continue;
      const isAbsent = client.tool !== null && findTool(client.tool) === null;
      const reason = isAbsent && client.tool ? missing(client.tool) : (client.absent ?? null);
      if (reason !== null) {
        counts.skipped++;
        process.stdout.write(`${client.name}: skipped, ${reason}\n`);
        continue;
      }
      const place = fs.mkdtempSync(path.join(dir, "client-"));
      const result = await client.run(place, server.clientUrl, named);
      const observed = observedIn(result.output);
      const letters = files.map((file, i) => {
        const seen = observed.get(named[i] ?? "");
        const wrong = compare(client.family, file, seen);
        counts[wrong === null ? "ran" : "failed"]++;
        if (wrong !== null) process.stdout.write(`FAILED ${client.name}, ${file.name}: ${wrong}\n`);
        return wrong !== null
          ? "!"
          : seen?.state === "accepted"
            ? "."
            : seen?.state === "hangs"
              ? "h"
              : "R";
      });
      if (observed.size === 0) process.stdout.write(result.output);
      columns.set(client.name, letters);
      process.stdout.write(`${client.name}: ${await client.ran()}\n`);
    }
  } finally {
    await server.stop();
    fs.rmSync(dir, { recursive: true, force: true });
  }
  writeTable(files, columns);
  return counts;
}

/** @param {string} dir */
async function prepare(dir) {
  const found = await findNatsServer({ update: () => {} });
  if (!found.ok) throw new Error(`${found.reason} ${found.howTo}`);
  const systemKey = makeKey("account");
  const operator = await makeOperator({ name: "OP", systemAccount: systemKey.publicKey });
  const systemAccount = await makeAccount({ name: "SYS", operator, key: systemKey });
  const account = await makeAccount({ name: "APP", operator });
  const user = await makeUser({ name: "user", account });
  /** @type {{shapeFiles: (made: object) => Promise<readonly ShapeFile[]>, madeFrom: (parts: object) => object}} */
  const { shapeFiles, madeFrom } = await importBundled("lib/testing/creds/shape-files.ts");
  const parts = { jwt: user.jwt, seed: user.seed, user: user.pair, account: account.pair };
  const files = await shapeFiles(madeFrom(parts));
  const named = files.map(({ bytes }, i) => {
    const file = path.join(dir, `${i}.creds`);
    fs.writeFileSync(file, bytes, { mode: 0o600 });
    return file;
  });
  const serverDir = path.join(dir, "server");
  fs.mkdirSync(serverDir);
  const config = operatorConfig({ operator, systemAccount, accounts: [account] });
  const server = await startNatsServer({ binary: found.path, dir: serverDir, config });
  return { server, files, named };
}

/** @param {string} output @returns {ReadonlyMap<string, Observed>} */
function observedIn(output) {
  const lines = output.split("\n").map((line) => line.split("\t"));
  return new Map(
    lines
      .filter(({ length }) => length === 3)
      .map(([file = "", state = "", words = ""]) => [file, { state, words }]),
  );
}

/**
 * @param {string} family
 * @param {ShapeFile} file
 * @param {Observed | undefined} seen
 * @returns {string | null} null = the page says what happens
 */
function compare(family, { answers }, seen) {
  const said = answers.find(({ client }) => client === family);
  if (!said || !seen) return seen ? "the page says nothing" : "the client printed nothing";
  if (said.state !== seen.state)
    return `the page: ${said.text}; the client: ${seen.state} ${seen.words}`;
  const quotes = [...said.text.matchAll(/“(.*?)”/g)].map(([, quote = ""]) => quote);
  if (quotes.length === 0 || quotes.some((quote) => seen.words.includes(quote))) return null;
  return `${said.text}; the client said "${seen.words}"`;
}

/**
 * @param {readonly ShapeFile[]} files
 * @param {ReadonlyMap<string, readonly string[]>} columns
 */
function writeTable(files, columns) {
  const width = Math.max(...files.map(({ name }) => name.length));
  process.stdout.write(`\n. reads it   R refuses it   h hangs   ! not what the page says\n`);
  process.stdout.write(`${" ".repeat(width)}  ${[...columns.keys()].join("  ")}\n`);
  files.forEach(({ name }, i) => {
    const cells = [...columns].map(([client, letters]) => (letters[i] ?? "").padEnd(client.length));
    process.stdout.write(`${name.padEnd(width)}  ${cells.join("  ").trimEnd()}\n`);
  });
}
