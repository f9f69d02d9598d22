// The peer of the item "stored": @nats-io/jetstream reads a stream with an ordered consumer on a main thread. world.mjs
// bundles it.
import { jetstream, jetstreamManager } from "@nats-io/jetstream";
import { wsconnect } from "@nats-io/nats-core";

/** Asked for ahead: with the library's 100 it would wait for most of the time. */
const AHEAD = 10_000;

window.connectPeer = async (servers) => {
  window.nc = await wsconnect({ servers });
};

/** Adds a stream, and waits later until it holds the messages. */
window.addStream = async (name, subject) => {
  const manager = await jetstreamManager(window.nc);
  await manager.streams.add({ name, subjects: [subject], allow_direct: true });
};

window.hasStored = async (name, total) => {
  const manager = await jetstreamManager(window.nc);
  for (;;) {
    const { state } = await manager.streams.info(name);
    if (state.messages >= total) return state;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
};

/** Gives the milliseconds of the read, and the bytes of all payloads. */
window.readOrdered = async (name, total) => {
  const startMs = performance.now();
  const consumer = await jetstream(window.nc).consumers.get(name);
  const messages = await consumer.consume({ max_messages: AHEAD });
  let read = 0;
  let bytes = 0;
  for await (const message of messages) {
    bytes += message.data.length;
    read += 1;
    if (read === total) break;
  }
  const ms = performance.now() - startMs;
  await messages.close();
  await consumer.delete().catch(() => {});
  return { ms, bytes };
};
