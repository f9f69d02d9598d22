// Runs in the pages of connect.mjs. It holds the two ways that are compared; each gives its milliseconds. On
// the product's page, page-helpers.js runs before it.

globalThis.chooseKey = async (index, address) => {
  document.querySelectorAll("[data-key]")[index].click();
  typeInto(
    await waitFor(() => (field("Server")?.readOnly === false ? field("Server") : null)),
    address,
  );
  await enabledButton("Connect");
};

globalThis.disconnect = async () => {
  (await waitFor(() => button("Disconnect"))).click();
  await waitFor(() => button("Connect"));
};

/** Clicks Connect and gives the milliseconds until the verdict is in the document. */
globalThis.clickConnect = () =>
  new Promise((resolve, reject) => {
    const pressed = button("Connect");
    const from = performance.now();
    const observer = new MutationObserver(() => {
      const verdict = document.querySelector("[data-verdict]")?.getAttribute("data-verdict");
      if (!verdict || verdict === "connecting") return;
      observer.disconnect();
      if (verdict === "accepted") resolve(performance.now() - from);
      else reject(new Error(verdict));
    });
    observer.observe(document.body, { subtree: true, childList: true, attributes: true });
    pressed.click();
  });

const PKCS8_HEAD = [48, 46, 2, 1, 0, 48, 5, 6, 3, 43, 101, 112, 4, 34, 4, 32];
let bare;

globalThis.prepareBare = async ({ url, jwt, seed }) => {
  const der = new Uint8Array([...PKCS8_HEAD, ...seed]);
  const key = await crypto.subtle.importKey("pkcs8", der, { name: "Ed25519" }, false, ["sign"]);
  bare = { url, jwt, key };
};

/** Does the least that a server needs to accept a page: INFO, signature, CONNECT, PONG. */
globalThis.connectBare = () =>
  new Promise((resolve, reject) => {
    const from = performance.now();
    const socket = new WebSocket(bare.url);
    socket.binaryType = "arraybuffer";
    socket.onerror = () => reject(new Error("the bare WebSocket failed"));
    socket.onmessage = async ({ data }) => {
      const text = new TextDecoder().decode(data);
      const info = /^INFO (\{.*\})/u.exec(text)?.[1];
      if (text.includes("PONG")) {
        resolve(performance.now() - from);
        socket.close();
      } else if (info !== undefined) {
        const nonce = new TextEncoder().encode(JSON.parse(info).nonce);
        const signature = await crypto.subtle.sign({ name: "Ed25519" }, bare.key, nonce);
        const sig = btoa(String.fromCharCode(...new Uint8Array(signature)));
        const options = {
          jwt: bare.jwt,
          sig,
          verbose: false,
          lang: "js",
          version: "1",
          protocol: 1,
        };
        socket.send(`CONNECT ${JSON.stringify(options)}\r\nPING\r\n`);
      }
    };
  });
