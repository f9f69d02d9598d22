// Runs the commands that the views copy with the real nats CLI, against a real server. Without the CLI one test is
// skipped by name.

import { execFile } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { shellQuoted } from "@/lib/page/base/shell";
import { API_PREFIX, makeImportedWorld } from "@/lib/testing/imported-jetstream";
import {
  connectPeer,
  endServers,
  identities,
  type RunningNatsServer,
  startServer,
} from "@/lib/testing/real-server";
import { headers, type NatsConnection } from "../../../scripts/sandbox/client.mjs";
import { findTool, missingTools } from "../../../scripts/tools/folder.mjs";
import {
  accountCommand,
  consumerCommand,
  consumersCommand,
  historyCommand,
  keysCommand,
  messageCommand,
  messagesCommand,
  objectCommand,
  objectsCommand,
  revisionCommand,
  serviceCommand,
  servicesCommand,
  streamCommand,
  streamsCommand,
  subjectsCommand,
  watchCommand,
} from "./nats-command";
import { type PublishedAgain, publishCommand } from "./publish-command";

const missing = missingTools("nats");
const encode = (text: string) => new TextEncoder().encode(text);
/** `nats stream view` refuses a pipe. */
const TERMINAL = "/usr/bin/script";
const OBJECT = "-a b.txt";
const KEY = "-eu.size";

if (missing === "") {
  describe.each(["", "hub"])("the nats CLI, JetStream domain '%s'", (domain) => {
    const home = mkdtempSync(path.join(tmpdir(), "credence-cli-"));
    let server: RunningNatsServer;
    let peer: NatsConnection;
    let runs = 0;

    beforeAll(async () => {
      const { world, other } = await makeImportedWorld();
      const importer = await identities.makeUser({ name: "i", account: other });
      writeFileSync(path.join(home, "i.creds"), importer.creds);
      const place = domain === "" ? "" : `domain: ${domain}, `;
      const store = JSON.stringify(path.join(home, "store"));
      server = await startServer(`${world.config()}\njetstream { ${place}store_dir: ${store} }`);
      const user = await identities.makeUser({ name: "p", account: world.account });
      writeFileSync(path.join(home, "p.creds"), user.creds);
      peer = await connectPeer(server.wsUrl, user);
      const manager = await peer.jetstreamManager({ timeout: 60_000 });
      await manager.streams.add({ name: "ORDERS", subjects: ["orders.>"] });
      await manager.consumers.add("ORDERS", { durable_name: "worker" });
      const js = peer.jetstream({ timeout: 60_000 });
      for (const n of [1, 2, 3]) await js.publish(`orders.${n}`, `order ${n}`);
      const kv = await js.views.kv("config", { history: 3 });
      await kv.put(KEY, "one");
      await kv.put(KEY, "two");
      const os = await js.views.os("files");
      await os.putBlob({ name: OBJECT }, encode("an object"));
      const service = await peer.services.add({ name: "prices", version: "1.2.3" });
      service.addEndpoint("quote", { subject: "prices.quote", handler: () => {} });
    });
    afterAll(async () => {
      await peer?.close();
      await endServers();
      rmSync(home, { recursive: true, force: true });
    });

    /** What the command prints and writes, in an empty folder. It is ended once it has printed `last`. */
    const run = (command: string, creds = "p.creds", last: string | null = null) =>
      new Promise<{ readonly output: string; readonly folder: string }>((resolve, reject) => {
        runs += 1;
        const folder = path.join(home, `run-${runs}`);
        mkdirSync(folder);
        const env = {
          ...process.env,
          HOME: home,
          XDG_CONFIG_HOME: path.join(home, "config"),
          PATH: `${findTool("nats")}${path.delimiter}${process.env["PATH"]}`,
          NATS_URL: server.clientUrl,
          NATS_CREDS: path.join(home, creds),
          NATS_TIMEOUT: "60s",
        };
        let printed = "";
        const isLast = () => last !== null && printed.includes(last);
        const child = execFile("sh", ["-c", command], { cwd: folder, env }, (error, out, err) => {
          if (error && !isLast()) reject(new Error(`${command}\n${out}${err}`));
          else resolve({ output: out + err, folder });
        });
        child.stdout?.on("data", (part) => {
          printed += part;
          if (isLast()) child.kill();
        });
        child.stdin?.end();
      });

    it.each([
      ["the account", accountCommand(domain), "JetStream Account Information"],
      ["the streams, buckets and stores", streamsCommand(domain), "KV_config"],
      ["a stream", streamCommand(domain, "ORDERS"), "orders.>"],
      ["its subjects", subjectsCommand(domain, "ORDERS", ">"), "orders.3"],
      ["some of its subjects", subjectsCommand(domain, "ORDERS", "orders.2"), "orders.2"],
      ["its consumers", consumersCommand(domain, "ORDERS"), "worker"],
      ["one consumer", consumerCommand(domain, "ORDERS", "worker"), "worker"],
      ["one message", messageCommand(domain, "ORDERS", 2), "order 2"],
      ["the keys of a bucket", keysCommand(domain, "config"), KEY],
      ["a key's history", historyCommand(domain, "config", KEY), "two"],
      ["a key's revision", revisionCommand(domain, "config", KEY, 1), "one"],
      ["the services", servicesCommand(), "prices"],
      ["the statistics of a service", serviceCommand("prices"), "quote"],
      ["the objects of a store", objectsCommand(domain, "files"), OBJECT],
    ])("shows %s", async (_, command, shown) => {
      expect((await run(command)).output, command).toContain(shown);
    });

    it.each([
      ["a stream", streamCommand(API_PREFIX, "ORDERS"), "orders.>"],
      ["its subjects", subjectsCommand(API_PREFIX, "ORDERS", "orders.2"), "orders.2"],
      ["one consumer", consumerCommand(API_PREFIX, "ORDERS", "worker"), "worker"],
      ["one message", messageCommand(API_PREFIX, "ORDERS", 2), "order 2"],
      ["the first of some messages", messagesCommand(API_PREFIX, "ORDERS", 2, ">"), "order 2"],
      ["a key's revision", revisionCommand(API_PREFIX, "config", KEY, 1), "one"],
      ["the keys of a bucket", keysCommand(API_PREFIX, "config"), KEY],
      ["a key's history", historyCommand(API_PREFIX, "config", KEY), "two"],
      ["the objects of a store", objectsCommand(API_PREFIX, "files"), OBJECT],
      ["an object", objectCommand(API_PREFIX, "files", OBJECT), "Wrote: 9 B"],
    ])("shows %s of another account, through an API prefix", async (_, command, shown) => {
      expect(command).toContain("--js-api-prefix");
      const filled = command.replace("DELIVERIES", "deliver.acme");
      expect((await run(filled, "i.creds")).output, command).toContain(shown);
    });

    it.skipIf(!existsSync(TERMINAL)).each([
      [messagesCommand(domain, "ORDERS", 2, ">"), "order 3", "order 1"],
      [messagesCommand(domain, "ORDERS", 1, "orders.3"), "order 3", "order 2"],
    ])(`pages through a stream, in a terminal of ${TERMINAL}: %s`, async (command, shown, left) => {
      const { output } = await run(`${TERMINAL} -qec ${shellQuoted(command)} /dev/null`);
      expect(output).toContain(shown);
      expect(output).not.toContain(left);
    });

    it("watches a bucket", async () => {
      // It does not end by itself.
      const { output } = await run(`exec ${watchCommand(domain, "config")}`, "p.creds", KEY);
      expect(output).toContain(KEY);
    });

    it("downloads an object", async () => {
      const { folder } = await run(objectCommand(domain, "files", OBJECT));
      expect(readFileSync(path.join(folder, OBJECT), "utf8")).toBe("an object");
    });

    const message = (change: Partial<PublishedAgain>): PublishedAgain => ({
      ...{ subject: "again.new", reply: "", headers: [], payload: encode("x") },
      ...change,
    });
    it.each<readonly [string, Partial<PublishedAgain>]>([
      ["text with quotes and a line break", { payload: encode('it\'s $HOME `id` "!" \\ \n\tend') }],
      ["an empty payload", { payload: encode("") }],
      ["a payload that looks like a flag", { payload: encode("-1") }],
      ["a payload that looks like a file", { payload: encode("@file") }],
      ["braces", { payload: encode("{{Count}}"), headers: [["A", "{{ID}}"]] }],
      [
        "headers and a reply",
        {
          reply: "answers.1",
          headers: [
            ["Trace", "a b'c"],
            ["Trace", "2"],
          ],
        },
      ],
      ["bytes", { payload: new Uint8Array([0, 255, 10, 0x7b, 0x7b]) }],
      ["a subject with a dollar sign", { subject: "again.$x" }],
    ])("publishes again: %s", async (_, change) => {
      const wanted = message(change);
      const received = peer.subscribe("again.>", { max: 1 });
      await peer.flush();
      await run(publishCommand(wanted));
      for await (const got of received) {
        const { subject, reply = "", data, headers: sent = headers() } = got;
        const named = wanted.headers.map(([name]) => [name, sent.values(name)]);
        const expected = wanted.headers.map(([name]) => [
          name,
          wanted.headers.filter(([other]) => other === name).map(([, value]) => value),
        ]);
        expect({ subject, reply, data: [...data], named }).toEqual({
          subject: wanted.subject,
          reply: wanted.reply,
          data: [...wanted.payload],
          named: expected,
        });
      }
    });
  });
} else {
  it.skip(`the commands that the views copy: ${missing}`, () => {});
}
