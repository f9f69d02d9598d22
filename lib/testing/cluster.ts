// A cluster of real nats-servers behind one address, as a load balancer gives it. For tests of what a client sees
// when nodes come and go.

import net from "node:net";
import { leasePort } from "../../scripts/setup/testing/ports.mjs";
import { type RunningNatsServer, type ServerBinary, startServer } from "./real-server";
import { until } from "./run-to-end";

export interface Cluster {
  readonly size: number;
  /** The address of all nodes together. A new connection goes to the next node that runs. */
  readonly url: string;
  /** The running server; null while it is stopped. */
  node(index: number): RunningNatsServer | null;
  /** The next connection goes to this node if it runs. */
  prefer(index: number): void;
  stop(index: number): Promise<void>;
  /** Starts a stopped node and waits until all nodes that run know each other. */
  start(index: number): Promise<void>;
  /** Waits until the nodes that run know each other. */
  settle(): Promise<void>;
  close(): Promise<void>;
}

const SIZE = 3;

/** `config`: the same lines for each node. `on`: the default is the server in use. */
export async function startCluster(
  config: string,
  on: { readonly on?: ServerBinary } = {},
): Promise<Cluster> {
  const ports = await Promise.all(Array.from({ length: SIZE }, () => leasePort()));
  const routes = ports.map((port) => `"nats://127.0.0.1:${port}"`).join(", ");
  const nodes: (RunningNatsServer | null)[] = Array.from({ length: SIZE }, () => null);
  const launch = async (index: number) => {
    nodes[index] = await startServer(
      [
        `server_name: node${index}`,
        `cluster { name: C, listen: "127.0.0.1:${ports[index]}", routes: [${routes}] }`,
        config,
      ].join("\n"),
      on,
    );
  };
  const settle = async () => {
    const running = nodes.filter((node) => node !== null);
    await until(async () => {
      const known = await Promise.all(running.map(({ monitorUrl }) => peersOf(monitorUrl)));
      return known.every((count) => count === running.length - 1);
    }, "the routes of the cluster");
  };
  await Promise.all(nodes.map((_, index) => launch(index)));
  await settle();
  const balancer = await startBalancer(() => nodes);
  return {
    size: SIZE,
    url: `ws://127.0.0.1:${balancer.port}`,
    node: (index) => nodes[index] ?? null,
    prefer: balancer.prefer,
    async stop(index) {
      const node = nodes[index];
      nodes[index] = null;
      await node?.stop();
    },
    async start(index) {
      await launch(index);
      await settle();
    },
    settle,
    close: balancer.close,
  };
}

/** How many other servers a node has a route to. */
async function peersOf(monitorUrl: string): Promise<number> {
  const reply = await (await fetch(`${monitorUrl}/routez`)).json();
  const routes: { remote_id: string }[] = reply.routes ?? [];
  return new Set(routes.map(({ remote_id }) => remote_id)).size;
}

async function startBalancer(nodes: () => readonly (RunningNatsServer | null)[]) {
  let next = 0;
  const open = new Set<net.Socket>();
  const server = net.createServer((client) => {
    const all = nodes();
    const order = all.map((_, step) => (next + step) % all.length);
    const chosen = order.find((index) => all[index]);
    if (chosen === undefined) return void client.destroy();
    next = chosen + 1;
    const upstream = net.connect(Number(new URL(all[chosen]?.wsUrl ?? "").port), "127.0.0.1");
    for (const socket of [client, upstream]) {
      open.add(socket);
      socket.on("error", () => {});
      socket.on("close", () => open.delete(socket));
    }
    client.pipe(upstream).pipe(client);
    client.on("close", () => upstream.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  return {
    port: typeof address === "object" && address !== null ? address.port : 0,
    prefer(index: number) {
      next = index;
    },
    close() {
      for (const socket of open) socket.destroy();
      return new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
