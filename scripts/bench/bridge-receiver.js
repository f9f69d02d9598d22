// Runs in a worker of the bench's page (bridge.mjs): receives bursts of messages from one address after
// another and reports how long each took. It asks the page's host for its tasks, so that no developer tool
// has to be attached to the browser.

const SUBJECT = "bench";

/** Opens a WebSocket and subscribes; nothing is on its way when it returns. */
async function open(address) {
  const socket = new WebSocket(address);
  socket.binaryType = "arraybuffer";
  await new Promise((resolve, reject) => {
    socket.onclose = ({ code, reason }) => reject(new Error(`${address}: ${code} ${reason}`));
    // INFO
    socket.onmessage = resolve;
  });
  socket.send(`CONNECT {"verbose":false}\r\nSUB ${SUBJECT} 1\r\nPING\r\n`);
  // PONG, and on newer servers a second INFO with it.
  await new Promise((resolve) => {
    socket.onmessage = resolve;
  });
  await new Promise((resolve) => setTimeout(resolve, 100));
  return socket;
}

/** Counts messages by their bytes alone, since every one has the same length. */
async function receiveBare(address, { count, lineBytes }, onReady) {
  const socket = await open(address);
  let bytes = 0;
  let frames = 0;
  let startMs = 0;
  const done = new Promise((resolve) => {
    socket.onmessage = ({ data }) => {
      if (frames === 0) startMs = performance.now();
      frames += 1;
      bytes += data.byteLength;
      if (bytes >= count * lineBytes) resolve(undefined);
    };
  });
  onReady();
  await done;
  const ms = performance.now() - startMs;
  socket.onclose = null;
  socket.close();
  return { ms, frames };
}

/** Sends one PING at a time and gives the median time until its PONG. */
async function measureRoundTrips(address, { count }) {
  const socket = await open(address);
  const times = [];
  for (let n = 0; n < count; n++) {
    const startMs = performance.now();
    const answered = new Promise((resolve) => {
      socket.onmessage = resolve;
    });
    socket.send("PING\r\n");
    await answered;
    times.push(performance.now() - startMs);
  }
  socket.onclose = null;
  socket.close();
  times.sort((a, b) => a - b);
  return { ms: times[Math.floor(count / 2)], frames: null };
}

/** Receives with nats.ws, which the vault uses, and a callback that only counts. */
async function receiveWithClient(address, { count }, onReady) {
  const { connect } = await import("/nats.js");
  const nc = await connect({ servers: address, reconnect: false });
  let seen = 0;
  let startMs = 0;
  const done = new Promise((resolve) => {
    nc.subscribe(SUBJECT, {
      callback: () => {
        if (seen === 0) startMs = performance.now();
        seen += 1;
        if (seen === count) resolve(undefined);
      },
    });
  });
  await nc.flush();
  onReady();
  await done;
  const ms = performance.now() - startMs;
  await nc.close();
  return { ms, frames: null };
}

const RECEIVERS = {
  bare: receiveBare,
  "nats.ws": receiveWithClient,
  "round trip": measureRoundTrips,
};

const ask = async (path, body) =>
  (await fetch(path, { method: "POST", body: JSON.stringify(body) })).json();

for (let task = await ask("/next", {}); task !== null; ) {
  const receive = RECEIVERS[task.receiver];
  try {
    task = await ask("/next", await receive(task.address, task, () => void ask("/ready", {})));
  } catch (error) {
    task = await ask("/next", { error: String(error) });
  }
}
