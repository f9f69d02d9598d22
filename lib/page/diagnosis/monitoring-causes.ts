// Causes when the address is a nats-server's monitoring port and the server said so: what that proves,
// and where the WebSocket listener is. Used by transport-causes.ts. Observed with nats-server 2.10.27 and
// 2.15.1 (lib/vault/nats/host-probe.test.ts); 2.9 lets no page read it.

import type { Evidence } from "@/lib/shared/diagnosis/findings";
import type { HostProbeFacts, MonitoringFacts } from "@/lib/shared/facts/attempt";
import type { Cause, CauseCode } from "@/lib/shared/facts/causes";
import { isLoopbackHost } from "@/lib/shared/grammar/address";

type WebSocketFacts = NonNullable<MonitoringFacts["webSocket"]>;

/** `evidence`: the address, host, port and scheme of the attempt. */
export function monitoringCauses(
  host: string,
  evidence: Evidence,
  monitoring: MonitoringFacts,
  { pageOrigin }: HostProbeFacts,
): readonly Cause[] {
  const { serverName, version, webSocket } = monitoring;
  const said: Evidence = {
    ...evidence,
    server: serverName,
    version,
    ...(webSocket ? listenerEvidence(host, webSocket, pageOrigin) : {}),
  };
  // A monitoring port accepts no WebSocket, whatever the scheme, the origin and the path.
  const excluded: readonly CauseCode[] = [
    "net/not-listening",
    "net/origin",
    "net/scheme",
    "net/client-port",
    "net/path",
  ];
  return [
    { code: "net/monitoring-port", certainty: "proven", evidence: said },
    { code: "net/not-websocket", certainty: "proven", evidence: { ...evidence, version } },
    ...excluded.map((code): Cause => ({ code, certainty: "ruled-out", evidence })),
  ];
}

function listenerEvidence(host: string, webSocket: WebSocketFacts, pageOrigin: string): Evidence {
  const { port, hasTls, advertise, isSameOriginOnly, allowedOrigins } = webSocket;
  const use = `${hasTls ? "wss" : "ws"}://${host}:${port}`;
  const isOwnHost = isSameHost(use, pageOrigin);
  const isListed = allowedOrigins.some((one) => originOf(one) === pageOrigin);
  const isLocalOnly = isLoopbackHost(webSocket.host) && !isLoopbackHost(host);
  return {
    use,
    wsPort: port,
    wsTls: hasTls ? "with TLS" : "without TLS",
    ...(advertise ? { advertise } : {}),
    ...(isLocalOnly ? { boundTo: webSocket.host } : {}),
    ...(isSameOriginOnly && !isOwnHost ? { sameOrigin: 1, origin: pageOrigin } : {}),
    ...(allowedOrigins.length > 0 && !isListed
      ? { allowed: allowedOrigins.join(", "), origin: pageOrigin }
      : {}),
  };
}

/** As nats-server compares for `same_origin`: host and port (server/websocket.go, wsHandleProtocol). */
function isSameHost(address: string, origin: string): boolean {
  return originOf(address.replace(/^ws/u, "http")) === origin;
}

function originOf(text: string): string | null {
  return URL.canParse(text) ? new URL(text).origin : null;
}
