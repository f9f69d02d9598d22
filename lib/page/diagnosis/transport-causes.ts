// Why no NATS server answered: from the address, and from what a look at its host and port found
// (lib/vault/nats/host-probe.ts). Used by verdict.ts. A browser hides every such failure behind the same close
// 1006, so most of this is likely or possible; only that HTTP is spoken there is proven, and that it is
// a monitoring port where the server itself says so.
// Observed with Chromium 156 and nats-server 2.9.10, 2.10.27, 2.15.1 (e2e/connect/connect-unreachable.spec.ts).

import type { Evidence } from "@/lib/shared/diagnosis/findings";
import type { AttemptRecord, HostProbeFacts } from "@/lib/shared/facts/attempt";
import type { Cause, CauseCode, Certainty } from "@/lib/shared/facts/causes";
import { monitoringCauses } from "./monitoring-causes";

/** Of a nats-server's usual configuration: what listens on them is no WebSocket for clients. */
const CLIENT_PORTS: Readonly<Record<number, string>> = {
  4222: "clients over TCP",
  6222: "routes between servers",
  7422: "leaf nodes",
};
const MONITORING_PORT = 8222;
const OTHER_PATHS = ["/leafnode", "/mqtt"];

interface Place {
  readonly scheme: "ws" | "wss";
  readonly host: string;
  readonly port: number;
  readonly path: string;
  readonly evidence: Evidence;
}

/** For an attempt that failed before INFO without the browser or the clock naming why. */
export function transportCauses(
  { address }: AttemptRecord,
  probe: HostProbeFacts | null,
): readonly Cause[] {
  const place = placeOf(address);
  if (place === null) return [];
  if (probe?.monitoring) {
    return monitoringCauses(place.host, place.evidence, probe.monitoring, probe);
  }
  const found = probe ? afterProbe(place, probe) : beforeProbe(place);
  const known = new Set<CauseCode>();
  return [...ofAddress(place), ...found]
    .filter(({ code }) => !known.has(code) && known.add(code))
    .sort((a, b) => RANKS[a.certainty] - RANKS[b.certainty]);
}

/** A WebSocket that opened, or was answered by silence, on a path that is not for clients. */
export function pathCause({ address }: AttemptRecord): Cause | null {
  const place = placeOf(address);
  return place ? (ofAddress(place).find(({ code }) => code === "net/path") ?? null) : null;
}

const RANKS: Record<Certainty, number> = { proven: 0, likely: 1, possible: 2, "ruled-out": 3 };

function placeOf(address: string): Place | null {
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

function ofAddress({ port, path, evidence }: Place): readonly Cause[] {
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

function beforeProbe({ scheme, evidence }: Place): readonly Cause[] {
  const possible = (code: CauseCode): Cause => ({ code, certainty: "possible", evidence });
  return [
    possible("net/not-listening"),
    possible("net/origin"),
    possible("net/scheme"),
    ...(scheme === "wss" ? [possible("net/certificate")] : []),
    possible("net/client-port"),
  ];
}

function afterProbe(place: Place, { http, https, pageOrigin }: HostProbeFacts): readonly Cause[] {
  const evidence = { ...place.evidence, origin: pageOrigin };
  const cause = (certainty: Certainty, code: CauseCode): Cause => ({ code, certainty, evidence });
  const own = place.scheme === "ws" ? http : https;
  const other = place.scheme === "ws" ? https : http;
  const isKnownPort = place.port === MONITORING_PORT || place.port in CLIENT_PORTS;
  if (own === true) {
    return [
      cause("proven", "net/not-websocket"),
      cause("ruled-out", "net/not-listening"),
      cause(isKnownPort ? "possible" : "likely", "net/origin"),
      // A Go server answers http on its TLS port, too, with 400; so http there does not exclude TLS.
      cause(place.scheme === "wss" ? "ruled-out" : other ? "likely" : "possible", "net/scheme"),
      cause("possible", "net/monitoring-port"),
      cause("possible", "net/path"),
    ];
  }
  if (other === true) {
    return place.scheme === "wss"
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
    // Where the page may not ask over http, or the certificate is refused, a server can still be there.
    ...(place.scheme === "wss" ? [cause("possible", "net/certificate")] : []),
    cause("ruled-out", "net/origin"),
  ];
}
