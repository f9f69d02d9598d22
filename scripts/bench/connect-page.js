// Runs in the pages of connect.mjs: the two ways that are compared, each giving its milliseconds.

const when = (find) =>
  new Promise((resolve, reject) => {
    const until = performance.now() + 20_000;
    const look = () => {
      const found = find();
      if (found) resolve(found);
      else if (performance.now() > until) reject(new Error(`waited in vain for ${find}`));
      else requestAnimationFrame(look);
    };
    look();
  });
const button = (name) =>
  [...document.querySelectorAll("button")].find(({ textContent }) => textContent.trim() === name);

/** Creds that belong to one account each become an entry of the keyring. */
globalThis.dropCreds = async (creds) => {
  const input = await when(() => {
    const found = document.querySelector("input[type=file]");
    const isAlive = found && Object.keys(found).some((name) => name.startsWith("__react"));
    return isAlive ? found : null;
  });
  const files = new DataTransfer();
  for (const one of creds) files.items.add(new File([one.creds], `${one.name}.creds`));
  input.files = files.files;
  input.dispatchEvent(new Event("change", { bubbles: true }));
  await when(() => document.querySelector(`[data-count="keys"][data-value="${creds.length}"]`));
};

globalThis.chooseKey = async (place, address) => {
  document.querySelectorAll("[data-key]")[place].click();
  const field = await when(() =>
    document.querySelector('input[aria-label="Server"]:not([readonly])'),
  );
  const { set } = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value");
  set.call(field, address);
  field.dispatchEvent(new Event("input", { bubbles: true }));
  await when(() => button("Connect")?.disabled === false);
};

globalThis.disconnect = async () => {
  (await when(() => button("Disconnect"))).click();
  await when(() => button("Connect"));
};

/** From the click on Connect to the verdict in the document. */
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

/** The least that a page must do to be let in: INFO, signature, CONNECT, PONG. */
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
