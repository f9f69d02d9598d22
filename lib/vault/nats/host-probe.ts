// Finds out whether a host and port speak HTTP or HTTPS, which is all that a browser can learn after a
// WebSocket failed silently. Called by session.ts after the user's click, only for the host that the user
// named. The answer cannot be read, but its existence is the finding (observed with Chromium 156 and
// nats-server 2.9 to 2.15: e2e/connect/connect-unreachable.spec.ts). If there is an answer, monitoring.ts
// asks the same port whether it is the monitoring port of a nats-server.

import type { HostProbeFacts, MonitoringFacts } from "@/lib/shared/facts/attempt";
import type { ServerAddress } from "@/lib/shared/grammar/address";
import { readMonitoring } from "./monitoring";

const PROBE_LIMIT_MS = 3_000;

export interface HostProbeOptions {
  readonly isPageHttps: boolean;
  readonly pageOrigin: string;
  /** One line for each request and one for each answer, for people. */
  onFrame(direction: "in" | "out", line: string): void;
}

/** `http` is null when the page came over https and so may not ask. Never rejects. */
export async function probeHost(
  { host, port, isLoopback }: Pick<ServerAddress, "host" | "port" | "isLoopback">,
  { isPageHttps, pageOrigin, onFrame }: HostProbeOptions,
): Promise<HostProbeFacts> {
  const ask = async (scheme: "http" | "https"): Promise<boolean> => {
    const url = `${scheme}://${host}:${port}/`;
    onFrame("out", `GET ${url} (a look without creds: does anything answer?)`);
    const answered = await answers(url);
    onFrame("in", `${url} ${answered ? "answered" : "gave no answer that a browser accepts"}`);
    return answered;
  };
  const mayAskHttp = !isPageHttps || isLoopback;
  const [http, https] = await Promise.all([mayAskHttp ? ask("http") : null, ask("https")]);
  // A Go server also answers http on its TLS port, so https takes precedence if both are answered.
  const spoken = https ? "https" : http ? "http" : null;
  const monitoring = spoken && (await askMonitoring(`${spoken}://${host}:${port}/varz`, onFrame));
  return { http, https, pageOrigin, monitoring };
}

async function askMonitoring(
  url: string,
  frame: HostProbeOptions["onFrame"],
): Promise<MonitoringFacts | null> {
  frame("out", `GET ${url} (without creds: is it the monitoring port of a nats-server?)`);
  const found = await readMonitoring(url);
  frame("in", `${url} ${found ? monitoringLine(found) : "gave nothing that this page may read"}`);
  return found;
}

function monitoringLine({ serverName, version, webSocket }: MonitoringFacts): string {
  const listener = webSocket
    ? `WebSocket on port ${webSocket.port} ${webSocket.hasTls ? "with" : "without"} TLS`
    : "no WebSocket listener";
  return `answered: ${serverName}, nats-server ${version}, ${listener}`;
}

async function answers(url: string): Promise<boolean> {
  try {
    await fetch(url, {
      mode: "no-cors",
      cache: "no-store",
      credentials: "omit",
      referrerPolicy: "no-referrer",
      redirect: "follow",
      signal: AbortSignal.timeout(PROBE_LIMIT_MS),
    });
    return true;
  } catch {
    return false;
  }
}
