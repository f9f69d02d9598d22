// Why no NATS server answered, judged by the address and by what the host probe found
// (lib/vault/nats/host-probe.ts). Used by verdict.ts. A browser reports every such failure as close 1006,
// so most causes are likely or possible. Proven is only that something speaks HTTP there, and that it is
// a monitoring port if the server itself says so.
// Observed with Chromium 156 and nats-server 2.9.10, 2.10.27, 2.15.1 (e2e/connect/connect-unreachable.spec.ts).

import type { Evidence } from "@/lib/shared/diagnosis/findings";
import type { AttemptRecord, HostProbeFacts, LocalNetworkFacts } from "@/lib/shared/facts/attempt";
import type { Cause, CauseCode, Certainty } from "@/lib/shared/facts/causes";
import { localNetworkCause } from "./local-network";
import { monitoringCauses } from "./monitoring-causes";

/** Usual ports of a nats-server that accept no WebSocket of clients. */
const CLIENT_PORTS: Readonly<Record<number, string>> = {
  4222: "clients over TCP",
  6222: "routes between servers",
  7422: "leaf nodes",
};
const MONITORING_PORT = 8222;
const OTHER_PATHS = ["/leafnode", "/mqtt"];

interface Target {
  readonly scheme: "ws" | "wss";
  readonly host: string;
  readonly port: number;
  readonly path: string;
  readonly evidence: Evidence;
}

/** For an attempt that failed before INFO, when neither the browser nor the time limit shows why. */
export function transportCauses(
  { address }: AttemptRecord,
  probe: HostProbeFacts | null,
  permission: LocalNetworkFacts | null = null,
): readonly Cause[] {
  const target = targetOf(address);
  if (target === null) return [];
  if (probe?.monitoring) {
    return monitoringCauses(target.host, target.evidence, probe.monitoring, probe);
  }
  // What answered was not kept from the page.
  const hasAnswer = probe?.http === true || probe?.https === true;
  const kept = hasAnswer ? null : localNetworkCause(target.host, target.evidence, permission);
  // The look goes the same way as the socket: where the browser keeps the page from the host, it shows nothing.
  const found =
    probe && (kept === null || kept.certainty === "possible")
      ? afterProbe(target, probe)
      : beforeProbe(target);
  const known = new Set<CauseCode>();
  return [...(kept ? [kept] : []), ...causesOfAddress(target), ...found]
    .filter(({ code }) => !known.has(code) && known.add(code))
    .sort((a, b) => RANKS[a.certainty] - RANKS[b.certainty]);
}

/** For a WebSocket that opened without an INFO: the path may not be for clients. */
export function pathCause({ address }: AttemptRecord): Cause | null {
  const target = targetOf(address);
  return target ? (causesOfAddress(target).find(({ code }) => code === "net/path") ?? null) : null;
}

const RANKS: Record<Certainty, number> = { proven: 0, likely: 1, possible: 2, "ruled-out": 3 };

function targetOf(address: string): Target | null {
  try {
    const url = new URL(address);
    const scheme = url.protocol === "wss:" ? "wss" : "ws";
    const port = url.port === "" ? (scheme === "ws" ? 80 : 443) : Number(url.port);
    const { hostname: host, pathname: path } = url;
    return { scheme, host, port, path, evidence: { address, host, port, scheme } };
  } catch {
    return null;
  }
}

function causesOfAddress({ port, path, evidence }: Target): readonly Cause[] {
  const causes: Cause[] = [];
  const other = OTHER_PATHS.find((one) => path.endsWith(one));
  if (other) {
    causes.push({ code: "net/path", certainty: "likely", evidence: { ...evidence, path: other } });
  }
  const use = CLIENT_PORTS[port];
  if (use) {
    causes.push({ code: "net/client-port", certainty: "likely", evidence: { ...evidence, use } });
  }
  if (port === MONITORING_PORT) {
    causes.push({ code: "net/monitoring-port", certainty: "likely", evidence });
  }
  return causes;
}

function beforeProbe({ scheme, evidence }: Target): readonly Cause[] {
  const possible = (code: CauseCode): Cause => ({ code, certainty: "possible", evidence });
  return [
    possible("net/not-listening"),
    possible("net/origin"),
    possible("net/scheme"),
    ...(scheme === "wss" ? [possible("net/certificate")] : []),
    possible("net/client-port"),
  ];
}

function afterProbe(target: Target, { http, https, pageOrigin }: HostProbeFacts): readonly Cause[] {
  const evidence = { ...target.evidence, origin: pageOrigin };
  const cause = (certainty: Certainty, code: CauseCode): Cause => ({ code, certainty, evidence });
  const own = target.scheme === "ws" ? http : https;
  const other = target.scheme === "ws" ? https : http;
  const isKnownPort = target.port === MONITORING_PORT || target.port in CLIENT_PORTS;
  if (own === true) {
    return [
      cause("proven", "net/not-websocket"),
      cause("ruled-out", "net/not-listening"),
      cause(isKnownPort ? "possible" : "likely", "net/origin"),
      // A Go server answers http on its TLS port with 400, so an answer over http does not exclude TLS.
      cause(target.scheme === "wss" ? "ruled-out" : other ? "likely" : "possible", "net/scheme"),
      cause("possible", "net/monitoring-port"),
      cause("possible", "net/path"),
    ];
  }
  if (other === true) {
    return target.scheme === "wss"
      ? [
          cause("proven", "net/not-websocket"),
          cause("likely", "net/certificate"),
          cause("likely", "net/scheme"),
          cause("ruled-out", "net/not-listening"),
        ]
      : [cause("likely", "net/scheme"), cause("ruled-out", "net/not-listening")];
  }
  return [
    cause(isKnownPort ? "possible" : "likely", "net/not-listening"),
    cause("possible", "net/client-port"),
    // If the page cannot ask over http, or the certificate is refused, a server can still be there.
    ...(target.scheme === "wss" ? [cause("possible", "net/certificate")] : []),
    cause("ruled-out", "net/origin"),
  ];
}
