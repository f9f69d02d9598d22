// Runs in a worker of the bench's own page (bridge.mjs): takes bursts of messages over one address after
// another and reports how long each took. It is told what to do by the page's own host, so that nothing
// of the browser's tools is attached.

const SUBJECT = "bench";

/** A WebSocket that is subscribed and has nothing on its way. */
async function open(address) {
  const socket = new WebSocket(address);
  socket.binaryType = "arraybuffer";
  await new Promise((resolve, reject) => {
    socket.onclose = ({ code, reason }) => reject(new Error(`${address}: ${code} ${reason}`));
    // INFO
    socket.onmessage = resolve;
  });
  socket.send(`CONNECT {"verbose":false}\r\nSUB ${SUBJECT} 1\r\nPING\r\n`);
  // PONG, and on newer servers a second INFO with it
  await new Promise((resolve) => {
    socket.onmessage = resolve;
  });
  await new Promise((resolve) => setTimeout(resolve, 100));
  return socket;
}

/** Counts messages by their bytes alone: every one has the same length. */
async function bare(address, { count, lineBytes }, ready) {
  const socket = await open(address);
  let bytes = 0;
  let frames = 0;
  let begun = 0;
  const done = new Promise((resolve) => {
    socket.onmessage = ({ data }) => {
      if (frames === 0) begun = performance.now();
      frames += 1;
      bytes += data.byteLength;
      if (bytes >= count * lineBytes) resolve(undefined);
    };
  });
  ready();
  await done;
  const ms = performance.now() - begun;
  socket.onclose = null;
  socket.close();
  return { ms, frames };
}

/** One PING at a time: what a single small message takes there and back. */
async function roundTrips(address, { count }) {
  const socket = await open(address);
  const times = [];
  for (let n = 0; n < count; n++) {
    const begun = performance.now();
    const answered = new Promise((resolve) => {
      socket.onmessage = resolve;
    });
    socket.send("PING\r\n");
    await answered;
    times.push(performance.now() - begun);
  }
  socket.onclose = null;
  socket.close();
  times.sort((a, b) => a - b);
  return { ms: times[Math.floor(count / 2)], frames: null };
}

/** The client that the vault uses, with an empty callback. */
async function withClient(address, { count }, ready) {
  const { connect } = await import("/nats.js");
  const nc = await connect({ servers: address, reconnect: false });
  let seen = 0;
  let begun = 0;
  const done = new Promise((resolve) => {
    nc.subscribe(SUBJECT, {
      callback: () => {
        if (seen === 0) begun = performance.now();
        seen += 1;
        if (seen === count) resolve(undefined);
      },
    });
  });
  await nc.flush();
  ready();
  await done;
  const ms = performance.now() - begun;
  await nc.close();
  return { ms, frames: null };
}

const RECEIVERS = { bare, "nats.ws": withClient, "round trip": roundTrips };

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
