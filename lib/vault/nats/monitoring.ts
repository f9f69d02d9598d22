// Asks a host and port that speaks HTTP whether it is the monitoring port of a nats-server, and where
// its WebSocket listener is: reads /varz, which 2.10 and newer let every page read (2.9 does not, and
// then nothing is known). Called by host-probe.ts, after the user's click, for the host that the user named.

import { fieldsOf } from "@/lib/shared/base/fields";
import type { MonitoringFacts } from "@/lib/shared/facts/attempt";
import { textOf } from "./reply-fields";

const LIMIT_MS = 3_000;
/** Some 2 kB of a single server; clusters with many routes, gateways and accounts say more. */
const MAX_BYTES = 1024 * 1024;
const MAX_ORIGINS = 200;

/** Null where nothing may be read there, or what stands there is no nats-server's. Never rejects. */
export async function readMonitoring(url: string): Promise<MonitoringFacts | null> {
  try {
    const response = await fetch(url, {
      mode: "cors",
      cache: "no-store",
      credentials: "omit",
      referrerPolicy: "no-referrer",
      // Another address is not one that the user named.
      redirect: "error",
      signal: AbortSignal.timeout(LIMIT_MS),
    });
    const text = response.ok ? await readBounded(response) : null;
    return text === null ? null : readVarz(JSON.parse(text));
  } catch {
    return null;
  }
}

/** Null when it is longer than anything that a nats-server would say. */
async function readBounded({ body }: Response): Promise<string | null> {
  if (body === null) return null;
  const decoder = new TextDecoder();
  const reader = body.getReader();
  let text = "";
  for (let bytes = 0; ; ) {
    const { done, value } = await reader.read();
    if (done) return text + decoder.decode();
    bytes += value.length;
    if (bytes > MAX_BYTES) {
      await reader.cancel();
      return null;
    }
    text += decoder.decode(value, { stream: true });
  }
}

/** Field names: nats-server server/monitor.go, Varz and WebsocketOptsVarz. */
function readVarz(answer: unknown): MonitoringFacts | null {
  const varz = fieldsOf(answer);
  const serverId = textOf(varz["server_id"]);
  const version = textOf(varz["version"]);
  if (serverId === null || !/^N[A-Z2-7]{55}$/.test(serverId)) return null;
  if (version === null || !/^\d+\.\d+\.\d+/.test(version)) return null;
  const serverName = textOf(varz["server_name"]) ?? serverId;
  return { serverName, version, webSocket: readWebSocket(fieldsOf(varz["websocket"])) };
}

/** An empty object where there is no listener. The port is the one in use, also when it was left open. */
function readWebSocket(options: ReturnType<typeof fieldsOf>): MonitoringFacts["webSocket"] {
  const { port, allowed_origins: origins } = options;
  if (typeof port !== "number" || !Number.isInteger(port) || port < 1 || port > 65_535) return null;
  return {
    host: textOf(options["host"]) ?? "",
    port,
    // `no_tls` is left out where it is false.
    hasTls: options["no_tls"] !== true,
    advertise: textOf(options["advertise"]),
    isSameOriginOnly: options["same_origin"] === true,
    allowedOrigins: Array.isArray(origins)
      ? origins.slice(0, MAX_ORIGINS).flatMap((origin) => textOf(origin) ?? [])
      : [],
  };
}
