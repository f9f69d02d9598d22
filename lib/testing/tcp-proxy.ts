// A real proxy between a page and its server, in a separate process, so that a busy test does not stop it.

import { spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";

export interface ProxyOptions {
  /** Holds back what the client sends once the WebSocket is open. The server's bytes pass. */
  readonly holdsBack?: boolean;
  /** Cuts a connection on which nothing passed for this long. */
  readonly idleLimitMs?: number;
}

export interface TcpProxy {
  readonly wsUrl: string;
  stop(): Promise<void>;
}

export async function startTcpProxy(wsUrl: string, options: ProxyOptions): Promise<TcpProxy> {
  const script = path.join(import.meta.dirname, "proxy-process.mjs");
  const process_ = spawn(process.execPath, [script, new URL(wsUrl).port, JSON.stringify(options)], {
    stdio: ["ignore", "pipe", "inherit", "ipc"],
  });
  if (process_.stdout === null) throw new Error("the proxy has no output");
  const [port] = await once(process_.stdout, "data");
  return {
    wsUrl: `ws://127.0.0.1:${String(port).trim()}`,
    stop: async () => {
      const ended = once(process_, "exit");
      process_.disconnect();
      await ended;
    },
  };
}
