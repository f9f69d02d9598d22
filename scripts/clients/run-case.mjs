// Runs one snippet, word for word but for the ports, and judges what it did: what it printed, and what the server
// and another client saw of it. Called by clients.mjs.
import fs from "node:fs";
import path from "node:path";

/** @typedef {import("./world.mjs").World} World */
/**
 * What lib/page/snippets/run-cases.ts lists. That file belongs to another project of the type checker.
 * @typedef {object} RunCase
 * @property {string} name
 * @property {"messages" | "request" | "queue" | "store" | "consume"} variant
 * @property {{credsFileName: string, subject: string, mayPublish: boolean, maySubscribe: boolean,
 *   mayAnswer: boolean, stored: {stream: string, consumer: string}}} context
 * @property {Rights} rights
 *
 * @typedef {{pub: readonly string[], sub: readonly string[]}} Rights
 */

/**
 * @typedef {object} Place where a snippet runs
 * @property {string} dir an empty folder with the creds file
 * @property {World} world
 * @property {RunCase} one
 */

/**
 * @param {World} world
 * @param {RunCase} one
 * @param {string} code as the page shows it
 * @param {import("./runners.mjs").Runner} runner
 * @param {{client: string, webSocket: string}} ports those in the code
 * @returns {Promise<string | null>} null = it did what it says; else what is wrong, with its output
 */
export async function runCase(world, one, code, runner, ports) {
  const { context, variant } = one;
  const dir = fs.mkdtempSync(path.join(world.dir, "case-"));
  const isStored = variant === "store" || variant === "consume";
  fs.writeFileSync(path.join(dir, context.credsFileName), await world.creds(one.rights, isStored), {
    mode: 0o600,
  });
  const { server } = world;
  const real = code
    .replaceAll(`nats://127.0.0.1:${ports.client}`, server.clientUrl)
    .replaceAll(`ws://127.0.0.1:${ports.webSocket}`, server.wsUrl);
  const watch = await beginWatching(world, one);
  try {
    const result = await runner.run({ dir, world, one }, real);
    const judge = runner.isParser ? async () => null : watch.judge;
    const wrong = result.ok ? await judge(result.output) : "it ended with an error";
    return wrong === null ? null : `${wrong}\n${result.output.trimEnd().slice(-1500)}`;
  } finally {
    watch.end();
    fs.rmSync(dir, { recursive: true, force: true });
  }
}

/**
 * Prepares what the snippet needs of others, and tells afterwards what is wrong.
 * @param {World} world
 * @param {RunCase} one
 * @returns {Promise<{judge: (output: string) => Promise<string | null>, end: () => void}>}
 */
async function beginWatching({ observers, manager, server }, { variant, context }) {
  const { subject, stored } = context;
  const nothing = () => {};
  /** @param {string} text @param {string} output */
  const printed = (text, output) => (output.includes(text) ? null : `it did not print "${text}"`);
  if (variant === "store" || variant === "consume") {
    await manager.streams.purge(stored.stream);
    if (variant === "consume") observers.storing.publish(subject, "hello");
    await observers.storing.flush();
    /** @param {string} output */
    const judge = async (output) => {
      const { state } = await manager.streams.info(stored.stream);
      if (variant === "store") {
        return state.messages === 1 ? printed(stored.stream, output) : "the stream stored nothing";
      }
      const { ack_floor } = await manager.consumers.info(stored.stream, stored.consumer);
      const isAcked = ack_floor.stream_seq === state.last_seq;
      return isAcked ? printed("hello", output) : "the message was not acknowledged";
    };
    return { judge, end: nothing };
  }
  const { plain } = observers;
  if (variant === "request") {
    const answering = context.mayAnswer
      ? null
      : plain.subscribe(subject, { callback: (_, msg) => msg.respond("hello to you") });
    await plain.flush();
    return {
      judge: async (output) => printed("hello to you", output),
      end: () => answering?.unsubscribe(),
    };
  }
  if (!context.maySubscribe) {
    let seen = 0;
    const sub = plain.subscribe(subject, { callback: () => seen++ });
    await plain.flush();
    return {
      judge: async () => {
        // What the server took from the snippet before it ended is routed when this returns.
        await plain.flush();
        return seen === 1 ? null : `its message arrived ${seen} times`;
      },
      end: () => sub.unsubscribe(),
    };
  }
  const timer = context.mayPublish
    ? undefined
    : setInterval(() => plain.publish(subject, "hello"), 100);
  return {
    judge: async (output) => {
      const line = `[SUB ${subject} workers `;
      if (variant === "queue" && !server.log.some((one) => one.includes(line))) {
        return "it did not join the queue group";
      }
      return printed(subject, output) ?? printed("hello", output);
    },
    end: () => clearInterval(timer),
  };
}
