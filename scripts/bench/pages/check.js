// The least that a page must do to try many creds on servers: a WebSocket for each, the signature of its nonce,
// CONNECT, and the answer. It keeps as many pending as Chromium opens without slowing down.
const HEAD = [48, 46, 2, 1, 0, 48, 5, 6, 3, 43, 101, 112, 4, 34, 4, 32];
const PENDING = 4;
let users = [];

window.prepare = async (given) => {
  users = await Promise.all(
    given.map(async ({ jwt, seed }) => {
      const der = new Uint8Array([...HEAD, ...seed]);
      const key = await crypto.subtle.importKey("pkcs8", der, { name: "Ed25519" }, false, ["sign"]);
      return { jwt, key };
    }),
  );
};

window.connectAll = async (urls) => {
  const left = users.flatMap((user) => urls.map((url) => ({ user, url }))).reverse();
  let accepted = 0;
  let pending = 0;
  const from = performance.now();
  await new Promise((resolve) => {
    let open = 0;
    const next = () => {
      while (pending < PENDING && left.length > 0) {
        const { user, url } = left.pop();
        pending += 1;
        open += 1;
        connect(url, user, () => {
          pending -= 1;
          next();
        }).then((isAccepted) => {
          accepted += isAccepted ? 1 : 0;
          open -= 1;
          if (open === 0 && left.length === 0) resolve();
        });
      }
    };
    next();
  });
  return { ms: performance.now() - from, accepted };
};

function connect(url, { jwt, key }, onOpen) {
  return new Promise((resolve) => {
    const socket = new WebSocket(url);
    let isAccepted = false;
    socket.binaryType = "arraybuffer";
    socket.onopen = onOpen;
    socket.onclose = () => resolve(isAccepted);
    socket.onmessage = async ({ data }) => {
      const text = new TextDecoder().decode(data);
      const info = /^INFO (\{.*\})/u.exec(text)?.[1];
      if (text.includes("PONG")) {
        isAccepted = true;
        socket.close();
      } else if (info !== undefined && socket.readyState === WebSocket.OPEN) {
        const nonce = new TextEncoder().encode(JSON.parse(info).nonce);
        const signature = await crypto.subtle.sign({ name: "Ed25519" }, key, nonce);
        const base64 = btoa(String.fromCharCode(...new Uint8Array(signature)));
        const sig = base64.replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
        const options = { jwt, sig, verbose: false, lang: "js", version: "1", protocol: 1 };
        if (socket.readyState === WebSocket.OPEN) {
          socket.send(`CONNECT ${JSON.stringify(options)}\r\nPING\r\n`);
        }
      }
    };
  });
}
