// Why no NATS server answered, judged by the address and by what the host probe found
// (lib/vault/nats/host-probe.ts). Used by verdict.ts. A browser reports every such failure as close 1006,
// so most causes are likely or possible. Proven is only that something speaks HTTP there, and that it is
// a monitoring port if the server itself says so. Firefox tells a failed TLS apart (close 1015).
// Observed with Chromium 156 and nats-server 2.9.10, 2.10.27, 2.15.1 (e2e/connect/connect-unreachable.spec.ts).

import type { Evidence } from "@/lib/shared/diagnosis/findings";
import { insideOf } from "@/lib/shared/diagnosis/inside-address";
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
/** From Firefox, and never from a server: RFC 6455, section 7.4.1, forbids it in a frame. Chromium gives 1006. */
export const TLS_FAILED = 1015;
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
  { address, browser, close }: AttemptRecord,
  probe: HostProbeFacts | null,
  permission: LocalNetworkFacts | null = null,
): readonly Cause[] {
  const target = targetOf(address);
  if (target === null) return [];
  if (probe?.monitoring) {
    return monitoringCauses(target.host, target.evidence, probe.monitoring, probe);
  }
  if (browser?.engine === "webkit" && browser.isPageHttps && target.scheme === "ws") {
    const evidence = { ...target.evidence, webkit: 1 };
    return [{ code: "net/mixed-content", certainty: "likely", evidence }, ...beforeProbe(target)];
  }
  if (close?.code === TLS_FAILED) return [...causesOfAddress(target), ...afterFailedTls(target)];
  // What answered was not kept from the page.
  const hasAnswer = probe?.http === true || probe?.https === true;
  const kept = hasAnswer ? null : localNetworkCause(target.host, target.evidence, permission);
  // The look goes the same way as the socket: where the browser keeps the page from the host, it shows nothing.
  const found =
    probe && (kept === null || kept.certainty === "possible")
      ? afterProbe(target, probe, browser?.engine === "firefox")
      : beforeProbe(target);
  const inside = insideCauses(target, hasAnswer);
  const known = new Set<CauseCode>();
  return [
    ...(kept ? [kept] : []),
    ...inside.first,
    ...causesOfAddress(target),
    ...found,
    ...inside.last,
  ]
    .filter(({ code }) => !known.has(code) && known.add(code))
    .sort((a, b) => RANKS[a.certainty] - RANKS[b.certainty]);
}

/** For a WebSocket that opened without an INFO: the path may not be for clients. */
export function pathCause({ address }: AttemptRecord): Cause | null {
  const target = targetOf(address);
  return target ? (causesOfAddress(target).find(({ code }) => code === "net/path") ?? null) : null;
}

/** For an attempt on which nothing came in time: a network that is not known here can swallow it. */
export function insideCause({ address }: AttemptRecord): Cause | null {
  const target = targetOf(address);
  return target && insideCauseOf(target);
}

/** A name that only a cluster or a container knows is not resolved elsewhere. An address or a bare name may be. */
function insideCauseOf({ host, evidence }: Target): Cause | null {
  const inside = insideOf(host);
  if (inside === null) return null;
  const isSure = inside === "cluster" || inside === "container-host";
  return {
    code: "net/inside-address",
    certainty: isSure ? "likely" : "possible",
    evidence: { ...evidence, inside },
  };
}

/** A bare name is as often one of the own network, so it comes after the other possible causes. */
function insideCauses(target: Target, hasAnswer: boolean) {
  const cause = hasAnswer ? null : insideCauseOf(target);
  const causes = cause === null ? [] : [cause];
  return cause?.evidence["inside"] === "bare"
    ? { first: [], last: causes }
    : { first: causes, last: [] };
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

/** Something took the connection and TLS failed, so the server saw neither the origin nor the path. */
function afterFailedTls({ port, evidence: known }: Target): readonly Cause[] {
  const evidence = { ...known, tlsFailed: TLS_FAILED };
  const cause = (certainty: Certainty, code: CauseCode): Cause => ({ code, certainty, evidence });
  return [
    cause("likely", "net/certificate"),
    cause("likely", "net/scheme"),
    ...(port in CLIENT_PORTS ? [] : [cause("possible", "net/client-port")]),
    cause("ruled-out", "net/not-listening"),
    cause("ruled-out", "net/origin"),
  ];
}

/**
 * `takesAnyText`: Firefox takes a port that sends other text, such as the INFO for TCP clients, for HTTP/0.9. An
 * answer over http then proves nothing about HTTP.
 */
function afterProbe(
  target: Target,
  { http, https, pageOrigin }: HostProbeFacts,
  takesAnyText: boolean,
): readonly Cause[] {
  const evidence = { ...target.evidence, origin: pageOrigin };
  const cause = (certainty: Certainty, code: CauseCode): Cause => ({ code, certainty, evidence });
  const own = target.scheme === "ws" ? http : https;
  const other = target.scheme === "ws" ? https : http;
  const isKnownPort = target.port === MONITORING_PORT || target.port in CLIENT_PORTS;
  const isAnyText = takesAnyText && http === true && !https;
  const notWebSocket: Cause = {
    ...cause(isAnyText ? "possible" : "proven", "net/not-websocket"),
    ...(isAnyText ? { evidence: { ...evidence, anyText: 1 } } : {}),
  };
  const clientPort = isAnyText ? [cause("possible", "net/client-port")] : [];
  if (own === true) {
    return [
      notWebSocket,
      cause("ruled-out", "net/not-listening"),
      cause(isKnownPort ? "possible" : "likely", "net/origin"),
      // A Go server answers http on its TLS port with 400, so an answer over http does not exclude TLS.
      cause(target.scheme === "wss" ? "ruled-out" : other ? "likely" : "possible", "net/scheme"),
      cause("possible", "net/monitoring-port"),
      cause("possible", "net/path"),
      ...clientPort,
    ];
  }
  if (other === true) {
    return target.scheme === "wss"
      ? [
          notWebSocket,
          cause("likely", "net/certificate"),
          cause("likely", "net/scheme"),
          ...clientPort,
          cause("ruled-out", "net/not-listening"),
        ]
      : [cause("likely", "net/scheme"), cause("ruled-out", "net/not-listening")];
  }
  return [
    cause(isKnownPort ? "possible" : "likely", "net/not-listening"),
    cause("possible", "net/client-port"),
    // If the page cannot ask over http, or the certificate is refused, a server can still be there.
    ...(target.scheme === "wss" ? [cause("possible", "net/certificate")] : []),
    // What speaks no HTTP refuses no origin. Over TLS, and where http was not asked, that is not known.
    cause(target.scheme === "ws" && http === false ? "ruled-out" : "possible", "net/origin"),
  ];
}
