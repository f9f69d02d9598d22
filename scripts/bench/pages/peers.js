// The peers that the product is measured against: nats.ws with an empty callback on the main thread, a worker
// that only counts WebSocket bytes, the simplest React list, and arrays of strings and objects.
import { DIFFERENT, payloadOf } from "/bench/messages.mjs";
import { connect, StringCodec } from "/bench/nats.js";

const waitUntil = (condition) =>
  new Promise((resolve) => {
    const look = () => (condition() ? resolve(Date.now()) : setTimeout(look, 4));
    look();
  });

window.startCallback = async (servers, subject) => {
  const nc = await connect({ servers });
  let count = 0;
  nc.subscribe(subject, {
    callback: () => {
      count += 1;
    },
  });
  await nc.flush();
  window.callbackDone = (total) => waitUntil(() => count >= total).then((at) => ({ at, count }));
};

window.startCounter = async (url, subject) => {
  const worker = new Worker("/bench/counter.js");
  let bytes = 0;
  await new Promise((resolve) => {
    worker.onmessage = ({ data }) => {
      if (data === "ready") resolve();
      else bytes = data;
    };
    worker.postMessage({ url, subject });
  });
  window.counterDone = (total) => waitUntil(() => bytes >= total).then((at) => ({ at, bytes }));
  window.counterBytes = () => bytes;
};

/** The simplest React list: a loop over the subscription, a new array for each message, and a table that
 * shows the last thousand. */
window.startReactList = async (servers, subject) => {
  const { React, createRoot } = await import("/bench/react.js");
  const h = React.createElement;
  const codec = StringCodec();
  window.listed = 0;
  const Row = ({ message }) =>
    h(
      "tr",
      null,
      h("td", null, message.at.toLocaleTimeString()),
      h("td", null, message.subject),
      h("td", null, message.text),
      h("td", null, message.size),
    );
  const List = () => {
    const [messages, setMessages] = React.useState([]);
    React.useEffect(() => {
      const listen = async () => {
        const nc = await connect({ servers });
        const subscription = nc.subscribe(subject);
        await nc.flush();
        window.listReady = true;
        for await (const msg of subscription) {
          window.listed += 1;
          const text = codec.decode(msg.data);
          const message = { n: window.listed, at: new Date(), subject: msg.subject, text };
          setMessages((all) => [...all, { ...message, size: msg.data.length }]);
        }
      };
      listen();
    }, []);
    const rows = messages.slice(-1000).map((message) => h(Row, { key: message.n, message }));
    return h(
      "div",
      { style: { height: 600, overflow: "auto" } },
      h("table", null, h("tbody", null, rows)),
    );
  };
  createRoot(document.getElementById("root")).render(h(List));
  await waitUntil(() => window.listReady);
};

/** Keeps `count` messages, as the bench's publisher makes them, as strings and as objects. */
window.makeArrays = (count, subjects, bytes) => {
  window.texts = [];
  window.objects = [];
  for (let n = 0; n < count; n++) {
    // Each is a separate string, as a decoded payload is.
    const bytesOfOne = new TextEncoder().encode(payloadOf(n % DIFFERENT, bytes));
    const text = new TextDecoder().decode(bytesOfOne);
    window.texts.push(text);
    window.objects.push({ subject: `find.s${n % subjects}.event`, data: text });
  }
};

const time = (work) => {
  const startMs = performance.now();
  const found = work();
  return { ms: performance.now() - startMs, found };
};
window.searchTexts = (word) =>
  time(() => window.texts.filter((text) => text.includes(word)).length);
window.searchSubjects = (source) => {
  const pattern = new RegExp(source);
  return time(() => window.objects.filter(({ subject }) => pattern.test(subject)).length);
};

/** Publishes with nats.ws, and waits for the server every 2,000 messages. */
window.publishAll = async (servers, subject, count, bytes) => {
  const nc = await connect({ servers });
  const payload = new Uint8Array(bytes).fill(120);
  await nc.flush();
  const startMs = performance.now();
  for (let n = 1; n <= count; n++) {
    nc.publish(subject, payload);
    if (n % 2000 === 0) await nc.flush();
  }
  await nc.flush();
  const ms = performance.now() - startMs;
  await nc.close();
  return ms;
};
