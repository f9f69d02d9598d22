// Starts the product's worker, sends it calls as lib/page/vault-link/vault-client.ts does, and holds the bench's calls.

const waiting = new Map();
window.events = [];
let last = 0;
let worker;

window.ask = (op, request) =>
  new Promise((resolve, reject) => {
    last += 1;
    waiting.set(last, (reply) =>
      reply.ok ? resolve(reply.value) : reject(new Error(`${op}: ${reply.fault.code}`)),
    );
    worker.postMessage({ call: last, op, request });
  });

window.openVault = async (url, creds, address) => {
  worker = new Worker(url, { name: "vault" });
  worker.onmessage = ({ data }) => {
    if (data.event) {
      window.events.push(data.event);
      return;
    }
    waiting.get(data.call)(data.reply);
    waiting.delete(data.call);
  };
  const { added } = await window.ask("openText", { bytes: new TextEncoder().encode(creds) });
  window.id = added[0];
  await window.ask("connect", {
    id: window.id,
    address,
    timeLimitMs: 10000,
    inboxPrefix: "_INBOX",
    asksIdentity: false,
  });
  await waitUntil(() => window.events.some(({ session }) => session?.phase === "open"));
};

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
const waitUntil = async (condition) => {
  while (!(await condition())) await pause(20);
};

window.read = (text) =>
  window.ask("readWindow", {
    id: window.id,
    window: { filter: { text }, from: "tail", count: 40, until: null },
  });

window.allReceived = async (total) => {
  await waitUntil(async () => (await window.read("")).counts.received >= total);
  return { at: Date.now() };
};

/** Gives the working time of a search and the number of its matches. */
window.searchFor = async (text) => {
  await window.read("");
  let reply = await window.read(text);
  while (reply.search !== null) {
    await pause(4);
    reply = await window.read(text);
  }
  return { ms: reply.searchMs, found: reply.counts.matching };
};

/** Reads a whole stream into a log, and gives the milliseconds until the last message is there. */
window.readStored = async (stream, lastSeq) => {
  const startMs = performance.now();
  window.events.length = 0;
  const log = await window.ask("placeStored", {
    target: {
      id: window.id,
      domain: "",
      stream,
      subject: ">",
      allowsDirect: true,
      firstSeq: 1,
      lastSeq,
      isDense: true,
    },
    place: { kind: "sequence", sequence: 1 },
    count: null,
    follow: null,
  });
  const last = () => window.events.findLast(({ recording }) => recording)?.recording;
  await waitUntil(() => last() && last().state !== "reading");
  const ms = performance.now() - startMs;
  const { counts } = await window.ask("readWindow", {
    id: log.id,
    window: { filter: { text: "" }, from: "tail", count: 40, until: null },
  });
  await window.ask("closeRecording", { id: log.id });
  return { ms, received: counts.received };
};

/** Publishes and gives the milliseconds from the call until the server has taken all messages. */
window.repeat = async (subject, times, bytes) => {
  const startMs = performance.now();
  window.events.length = 0;
  await window.ask("repeatStart", {
    id: window.id,
    template: { subject, payload: new Uint8Array(bytes).fill(120), headers: [], reply: "" },
    times,
    perSecond: null,
  });
  await waitUntil(() => window.events.some(({ repeat }) => repeat?.state === "done"));
  return performance.now() - startMs;
};
