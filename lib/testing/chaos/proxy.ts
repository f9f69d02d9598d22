// A TCP proxy in front of a real server that delays, splits, swallows and cuts what passes through it.

import { createServer, connect as dial, type Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";

export interface ProxyPlan {
  /** Milliseconds before each piece; 0 = at once. */
  delayMs?(): number;
  /** Bytes of the next piece. */
  pieceBytes?(): number;
}

export interface ChaosProxy {
  readonly url: string;
  /** How many connections have come. */
  connections(): number;
  /** Loses the next bytes on their way to the client. */
  swallow(bytes: number): void;
  /** Whether bytes are still to be lost. */
  hasToSwallow(): boolean;
  /** While true, nothing passes in either direction, and no connection ends. */
  isBlackHole: boolean;
  /** Resets every connection. */
  cut(): void;
  end(): void;
}

export async function startProxy(targetUrl: string, plan: ProxyPlan): Promise<ChaosProxy> {
  const target = new URL(targetUrl);
  const open = new Set<Socket>();
  let connections = 0;
  let toSwallow = 0;

  const pipe = (from: Socket, to: Socket, isToClient: boolean) => {
    let queue = Promise.resolve();
    const pass = async (data: Buffer) => {
      let rest = data;
      while (rest.length > 0) {
        const size = Math.max(1, plan.pieceBytes?.() ?? rest.length);
        let piece = rest.subarray(0, size);
        rest = rest.subarray(size);
        const delay = plan.delayMs?.() ?? 0;
        if (delay > 0) await sleep(delay);
        if (isToClient && toSwallow > 0) {
          const lost = Math.min(toSwallow, piece.length);
          toSwallow -= lost;
          piece = piece.subarray(lost);
        }
        if (!proxy.isBlackHole && !to.destroyed && piece.length > 0) to.write(piece);
      }
    };
    from.on("data", (data: Buffer) => {
      queue = queue.then(() => pass(data));
    });
    from.on("error", () => {});
    from.on("close", () => {
      open.delete(from);
      void queue.then(() => to.destroy());
    });
  };

  const server = createServer((client) => {
    connections += 1;
    const upstream = dial(Number(target.port), target.hostname);
    for (const socket of [client, upstream]) {
      socket.setNoDelay(true);
      open.add(socket);
    }
    pipe(client, upstream, false);
    pipe(upstream, client, true);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");

  const proxy: ChaosProxy = {
    url: `ws://127.0.0.1:${address.port}`,
    connections: () => connections,
    swallow: (bytes) => {
      toSwallow += bytes;
    },
    hasToSwallow: () => toSwallow > 0,
    isBlackHole: false,
    cut: () => {
      for (const socket of open) socket.resetAndDestroy();
    },
    end: () => {
      for (const socket of open) socket.destroy();
      server.close();
    },
  };
  return proxy;
}
