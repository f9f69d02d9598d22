// A TCP proxy as a separate process, started by tcp-proxy.ts. It passes bytes on in both directions, except as its
// options say. Arguments: the port behind it, and the options as JSON. It prints its own port, and ends with its parent.
import net from "node:net";

const [behind, text = "{}"] = process.argv.slice(2);
/** @type {import("./tcp-proxy").ProxyOptions} */
const { holdsBack = false, idleLimitMs = 0 } = JSON.parse(text);

const END_OF_HEAD = "\r\n\r\n";

const server = net.createServer((client) => {
  const upstream = net.connect(Number(behind), "127.0.0.1");
  const cut = () => {
    client.destroy();
    upstream.destroy();
  };
  if (idleLimitMs > 0) client.setTimeout(idleLimitMs, cut);
  for (const socket of [client, upstream]) socket.on("error", cut).on("close", cut);
  upstream.pipe(client);
  if (!holdsBack) return client.pipe(upstream);
  // The request that opens the WebSocket gets through, and nothing after it.
  let head = "";
  client.on("data", (bytes) => {
    if (head.includes(END_OF_HEAD)) return;
    head += bytes.toString("latin1");
    upstream.write(bytes);
  });
});

server.listen(0, "127.0.0.1", () => {
  const address = server.address();
  process.stdout.write(`${typeof address === "object" ? address?.port : 0}\n`);
});
process.on("disconnect", () => process.exit());
