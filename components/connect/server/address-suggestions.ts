// What to dial instead of an address that no browser can dial, or that names no usual WebSocket port: lists,
// nats:// and tls:// addresses, the client port. Pure; nothing is dialled here.

import { isLoopbackHost, parseAddress, USUAL_WS_PORT } from "@/lib/shared/grammar/address";

export interface AddressSuggestion {
  readonly address: string;
  /** Where it comes from, in a few words; "" where the address says it. */
  readonly note: string;
}

export interface SuggestionContext {
  readonly isPageHttps: boolean;
  /** The listed servers that this page's bridge reaches. */
  readonly bridged: readonly { readonly name: string; readonly address: string }[];
  readonly isAllowed: (address: string) => boolean;
}

const CLIENT_PORT = 4222;
/** The second usual WebSocket port, after 8080 and the default of wss. */
const OTHER_WS_PORT = 9222;
const MOST = 6;

/** None when the browser can dial the text as it is and its port may be that of a WebSocket listener. */
export function suggestAddresses(
  text: string,
  context: SuggestionContext,
): readonly AddressSuggestion[] {
  const typed = text.trim();
  const parts = typed.split(/[\s,]+/).filter(Boolean);
  const isList = parts.length > 1 && /,/.test(typed);
  const found = isList ? parts.flatMap((part) => firstOf(part, context)) : allFor(typed, context);
  const unique = new Map(found.map((one) => [one.address, one]));
  return [...unique.values()].filter(({ address }) => context.isAllowed(address)).slice(0, MOST);
}

/**
 * The monitoring port of a server that the text names by its client address, as "host:8222"; null for any
 * other text. The server tells there on which port its WebSocket listener is.
 */
export function monitoringOf(
  text: string,
): { readonly host: string; readonly port: number } | null {
  const host = tcpHost(text.trim());
  return host === null ? null : { host, port: 8222 };
}

/** Of a list, each address has one suggestion: itself where a browser can dial it. */
function firstOf(part: string, context: SuggestionContext): readonly AddressSuggestion[] {
  const scheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(part)?.[1]?.toLowerCase();
  const isDialled = scheme === "ws" || scheme === "wss";
  if (isDialled && parseAddress(part, context.isPageHttps).ok) return [{ address: part, note: "" }];
  return allFor(part, { ...context, bridged: [] }).slice(0, 1);
}

function allFor(text: string, context: SuggestionContext): readonly AddressSuggestion[] {
  const scheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(text)?.[1]?.toLowerCase() ?? "";
  const tcp = tcpHost(text);
  if (tcp !== null) {
    return [...usualAddresses(tcp, scheme === "tls", context), ...bridgedFor(tcp, context)];
  }
  const parsed = parseAddress(text, context.isPageHttps);
  if (!parsed.ok) {
    const use = parsed.fault.params?.["use"];
    return typeof use === "string" ? [{ address: use, note: "" }] : [];
  }
  const { host, port, scheme: used } = parsed.value;
  const isPortTyped = /:\d+(?:[/?#]|$)/.test(text);
  if (used !== "ws" || isPortTyped || port !== 80) return [];
  return usualAddresses(host, false, context).filter(({ address }) => address.startsWith("ws:"));
}

/** The host of an address for clients that speak TCP: nats://, tls://, or the port 4222. */
function tcpHost(text: string): string | null {
  const [, scheme = "", rest = ""] = /^(?:([a-z][a-z0-9+.-]*):\/\/)?(.*)$/i.exec(text) ?? [];
  const known = scheme.toLowerCase();
  let url: URL;
  try {
    url = new URL(`ws://${rest}`);
  } catch {
    return null;
  }
  const isTcp = known === "nats" || known === "tls" || known === "tcp";
  if (isTcp || (Number(url.port) === CLIENT_PORT && !/^https?$/.test(known))) return url.hostname;
  return null;
}

function usualAddresses(
  host: string,
  isTls: boolean,
  { isPageHttps }: SuggestionContext,
): readonly AddressSuggestion[] {
  const plain = [`ws://${host}:${USUAL_WS_PORT}`, `wss://${host}`, `ws://${host}:${OTHER_WS_PORT}`];
  const secure = [`wss://${host}`, `wss://${host}:${OTHER_WS_PORT}`];
  const isTlsNeeded = isTls || (isPageHttps && !isLoopbackHost(host));
  return (isTlsNeeded ? secure : plain).map((address) => ({ address, note: "usual port" }));
}

/** A target is offered for a host that has its name as a label; the page knows no hosts of targets. */
function bridgedFor(host: string, { bridged }: SuggestionContext): readonly AddressSuggestion[] {
  const labels = host.toLowerCase().split(/[.-]/);
  const named = bridged.filter(({ name, address }) => {
    const target = address.split("/").at(-1) ?? "";
    const words = [...name.toLowerCase().split(/[\s.-]+/), ...target.split(/[_-]/)];
    return words.some((word) => word.length > 1 && labels.includes(word));
  });
  const offered = named.length > 0 ? named : bridged.length === 1 ? bridged : [];
  return offered.map(({ name, address }) => ({ address, note: `${name}, by this page's bridge` }));
}
