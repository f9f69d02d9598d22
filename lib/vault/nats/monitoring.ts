// Asks a host and port that speak HTTP whether they are the monitoring port of a nats-server, and where its
// WebSocket listener is. Reads /varz, which every page may read from 2.10 on. From 2.9 no page may, and then
// nothing is known. Called by host-probe.ts after the user's click, for the host that the user named.

import { fieldsOf } from "@/lib/shared/base/fields";
import type { MonitoringFacts } from "@/lib/shared/facts/attempt";
import { textOf } from "./reply-fields";

const LIMIT_MS = 3_000;
/** A single server sends about 2 kB; clusters with many routes, gateways and accounts send more. */
const MAX_BYTES = 1024 * 1024;
const MAX_ORIGINS = 200;

/** Null when nothing may be read, or when the answer is not that of a nats-server. Never rejects. */
export async function readMonitoring(url: string): Promise<MonitoringFacts | null> {
  try {
    const response = await fetch(url, {
      mode: "cors",
      cache: "no-store",
      credentials: "omit",
      referrerPolicy: "no-referrer",
      // A redirect leads to an address that the user did not name.
      redirect: "error",
      signal: AbortSignal.timeout(LIMIT_MS),
    });
    const text = response.ok ? await readBounded(response) : null;
    return text === null ? null : readVarz(JSON.parse(text));
  } catch {
    return null;
  }
}

/** Null when it is longer than any answer of a nats-server. */
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

/**
 * The object is empty when there is no listener. The port is the one in use, even if the configuration left
 * it open.
 */
function readWebSocket(options: ReturnType<typeof fieldsOf>): MonitoringFacts["webSocket"] {
  const { port, allowed_origins: origins } = options;
  if (typeof port !== "number" || !Number.isInteger(port) || port < 1 || port > 65_535) return null;
  return {
    host: textOf(options["host"]) ?? "",
    port,
    // The server omits `no_tls` when it is false.
    hasTls: options["no_tls"] !== true,
    advertise: textOf(options["advertise"]),
    isSameOriginOnly: options["same_origin"] === true,
    allowedOrigins: Array.isArray(origins)
      ? origins.slice(0, MAX_ORIGINS).flatMap((origin) => textOf(origin) ?? [])
      : [],
  };
}
