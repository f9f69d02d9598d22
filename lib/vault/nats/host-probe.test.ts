import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, describe, expect, it } from "vitest";
import { parseAddress } from "@/lib/shared/grammar/address";
import {
  closedPort,
  endServers,
  type RunningNatsServer,
  startServer,
  testedServers,
} from "@/lib/testing/real-server";
import { probeHost } from "./host-probe";

const endings: (() => void)[] = [];
afterAll(async () => {
  for (const end of endings) end();
  await endServers();
});

const servers = await testedServers();

async function look(url: string) {
  const address = parseAddress(url.replace(/^http/, "ws"), false);
  if (!address.ok) throw new Error(address.fault.code);
  const frames: string[] = [];
  const found = await probeHost(address.value, {
    isPageHttps: false,
    pageOrigin: "http://dash.example",
    onFrame: (direction, line) => frames.push(`${direction} ${line}`),
  });
  return { found, frames };
}

const portOf = (server: RunningNatsServer) => Number(new URL(server.wsUrl).port);

// Node may read answers that a browser may not. An e2e test shows that no page may read those of 2.9.
describe.each(servers)("the monitoring port of nats-server $version", (on) => {
  it("names the server and its WebSocket listener, and the frames show each request", async () => {
    const server = await startServer('server_name: "probe-me"', {
      on,
      websocket: 'no_tls: true, allowed_origins: ["http://a.example", "https://b.example"]',
    });
    const { found, frames } = await look(server.monitorUrl);
    const version = on.version.replace(/^v/, "");
    expect(found).toMatchObject({
      http: true,
      https: false,
      monitoring: {
        serverName: "probe-me",
        version,
        webSocket: {
          host: "127.0.0.1",
          port: portOf(server),
          hasTls: false,
          advertise: null,
          isSameOriginOnly: false,
          allowedOrigins: ["http://a.example", "https://b.example"],
        },
      },
    });
    const { host } = new URL(server.monitorUrl);
    expect(frames).toContain(
      `in http://${host}/varz answered: probe-me, nats-server ${version}, WebSocket on port ${portOf(server)} without TLS`,
    );
    expect(frames.every((line) => line.includes(host))).toBe(true);
  });

  it("names the allowed origins and the advertised address", async () => {
    const server = await startServer("", {
      on,
      websocket: 'no_tls: true, same_origin: true, advertise: "nats.example.com:443"',
    });
    const { found } = await look(server.monitorUrl);
    expect(found.monitoring?.webSocket).toMatchObject({
      isSameOriginOnly: true,
      advertise: "nats.example.com:443",
      allowedOrigins: [],
    });
  });

  it("the WebSocket listener is not a monitoring port", async () => {
    const server = await startServer("", { on });
    const { found, frames } = await look(server.wsUrl);
    expect(found).toMatchObject({ http: true, monitoring: null });
    expect(frames.at(-1)).toContain("/varz gave nothing that this page may read");
  });
});

describe("other ports", () => {
  async function serve(answer: RequestListener): Promise<{ url: string; asked: string[] }> {
    const asked: string[] = [];
    const server = createServer((request, response) => {
      asked.push(request.url ?? "");
      answer(request, response);
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    endings.push(() => {
      server.closeAllConnections();
      server.close();
    });
    const { port } = server.address() as AddressInfo;
    return { url: `http://127.0.0.1:${port}`, asked };
  }

  const sound = { server_id: `N${"B".repeat(55)}`, server_name: "n", version: "2.15.1" };
  const says = (text: string): RequestListener => {
    return (_, response) => response.writeHead(200).end(text);
  };

  it("the answer of a nats-server is read", async () => {
    const { url, asked } = await serve(says(JSON.stringify(sound)));
    expect((await look(url)).found.monitoring).toEqual({
      serverName: "n",
      version: "2.15.1",
      webSocket: null,
    });
    expect(asked).toEqual(["/", "/varz"]);
  });

  it.each([
    ["a page", "<!doctype html><title>hello</title>"],
    ["other JSON", '{"status":"ok"}'],
    ["a list", "[]"],
    ["null", "null"],
    ["an id that is not one of a server", JSON.stringify({ ...sound, server_id: "NATS" })],
    ["no version", JSON.stringify({ ...sound, version: 2 })],
    ["more bytes than a server sends", `${JSON.stringify(sound)}${" ".repeat(1_100_000)}`],
  ])("%s is not read", async (_, text) => {
    const { url } = await serve(says(text));
    expect((await look(url)).found).toMatchObject({ http: true, monitoring: null });
  });

  it("a redirect is not followed, and an error status is not read", async () => {
    const other = await serve(says(JSON.stringify(sound)));
    const moved = await serve(({ url }, response) =>
      url === "/varz"
        ? response.writeHead(302, { location: `${other.url}/varz` }).end()
        : response.end(),
    );
    const failing = await serve((_, response) =>
      response.writeHead(500).end(JSON.stringify(sound)),
    );
    expect((await look(moved.url)).found.monitoring).toBeNull();
    expect(other.asked).toEqual([]);
    expect((await look(failing.url)).found.monitoring).toBeNull();
  });

  it("a listener without no_tls has TLS", async () => {
    // As observed with nats-server 2.15.1.
    const websocket = { host: "0.0.0.0", port: 35_657, tls_cert_not_after: "2026-11-29T03:16:47Z" };
    const { url } = await serve(says(JSON.stringify({ ...sound, websocket })));
    expect((await look(url)).found.monitoring?.webSocket).toMatchObject({
      port: 35_657,
      hasTls: true,
    });
  });

  it("odd values of a listener are omitted", async () => {
    const websocket = { port: 70_000, allowed_origins: [1] };
    const { url } = await serve(says(JSON.stringify({ ...sound, websocket })));
    expect((await look(url)).found.monitoring?.webSocket).toBeNull();
  });

  it("a host that does not answer gets no second request", async () => {
    const { found, frames } = await look(`http://127.0.0.1:${await closedPort()}`);
    expect(found).toMatchObject({ http: false, https: false, monitoring: null });
    expect(frames.filter((line) => line.includes("/varz"))).toEqual([]);
  });
});
