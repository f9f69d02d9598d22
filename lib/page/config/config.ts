// This instance's configuration, as the page's own host answers it at /config.json. It guides the page. The
// browser keeps a locked instance to its list, by the headers of the vault's script. A missing or malformed
// value counts as not set.

import { createStore } from "zustand/vanilla";
import { ownPath } from "@/lib/page/base/base-path";
import { messagesIn } from "@/lib/page/state/saved-message";
import { fieldsOf } from "@/lib/shared/base/fields";
import { holdsSeed } from "@/lib/shared/base/secret-patterns";
import type { ListedServer, PageConfig, ServerDefaults } from "./config-facts";
import { ENVIRONMENTS, MAX_MESSAGES, SERVER_COLOURS } from "./config-values.mjs";

export const NO_CONFIG: PageConfig = {
  title: null,
  isLocked: false,
  servers: [],
  subjects: [],
  inboxPrefix: null,
  jetstreamDomain: null,
  attemptMs: 10_000,
  messages: [],
};

export const configStore = createStore<PageConfig>(() => NO_CONFIG);

export async function loadConfig(): Promise<void> {
  try {
    const response = await fetch(ownPath("/config.json"), { cache: "no-store" });
    if (response.ok) configStore.setState(readConfig(await response.json(), location), true);
  } catch {
    // No answer, or not JSON: the page uses the defaults.
  }
}

/** `page`: the host that served the page. Its bridge is on the same host. */
export function readConfig(
  answer: unknown,
  page: { readonly protocol: string; readonly host: string },
): PageConfig {
  const fields = fieldsOf(answer);
  const defaults = defaultsOf(fields, NO_CONFIG);
  const attemptMs = fieldsOf(fields["limits"])["attemptMs"];
  return {
    ...defaults,
    title: text(fields["title"]),
    isLocked: fields["locked"] === true,
    servers: list(fields["servers"]).flatMap((entry) => readServer(entry, defaults, page)),
    attemptMs: typeof attemptMs === "number" ? attemptMs : NO_CONFIG.attemptMs,
    messages: messagesIn(fields["messages"], MAX_MESSAGES).filter(
      (message) => !holdsSeed(JSON.stringify(message)),
    ),
  };
}

/** The listed server that a typed text means, by its name in any case or by its address. */
export function listedServer(
  { servers }: Pick<PageConfig, "servers">,
  typed: string,
): ListedServer | null {
  const wanted = typed.trim().toLowerCase();
  const address = plainAddress(wanted);
  return (
    servers.find(({ name }) => name.toLowerCase() === wanted) ??
    servers.find((server) => plainAddress(server.address.toLowerCase()) === address) ??
    null
  );
}

/** The settings for a server by name or address: its own, or else the instance's. */
export function defaultsFor(config: PageConfig, typed: string): ServerDefaults {
  return listedServer(config, typed) ?? config;
}

/** False for a server that a locked instance does not list. */
export function isAddressAllowed(config: PageConfig, typed: string): boolean {
  return !config.isLocked || listedServer(config, typed) !== null;
}

/** False on a locked instance: its vault may open sockets to the listed servers and send no http request. */
export function canProbeHosts({ isLocked }: Pick<PageConfig, "isLocked">): boolean {
  return !isLocked;
}

function readServer(
  entry: unknown,
  defaults: ServerDefaults,
  page: { readonly protocol: string; readonly host: string },
): readonly ListedServer[] {
  const fields = fieldsOf(entry);
  const [name, bridge] = [text(fields["name"]), text(fields["bridge"])];
  const scheme = page.protocol === "https:" ? "wss" : "ws";
  const address =
    bridge === null
      ? text(fields["address"])
      : `${scheme}://${page.host}${ownPath(`/bridge/${encodeURIComponent(bridge)}`)}`;
  if (name === null || address === null) return [];
  return [
    {
      ...defaultsOf(fields, defaults),
      name,
      address,
      bridge,
      note: text(fields["note"]) ?? "",
      colour: SERVER_COLOURS.find((colour) => colour === fields["colour"]) ?? null,
      environment: ENVIRONMENTS.find((one) => one === fields["environment"]) ?? null,
    },
  ];
}

function defaultsOf(
  fields: Readonly<Record<string, unknown>>,
  otherwise: ServerDefaults,
): ServerDefaults {
  const subjects = list(fields["subjects"]).flatMap((subject) => text(subject) ?? []);
  return {
    subjects: fields["subjects"] === undefined ? otherwise.subjects : subjects,
    inboxPrefix: text(fields["inboxPrefix"]) ?? otherwise.inboxPrefix,
    jetstreamDomain: text(fields["jetstreamDomain"]) ?? otherwise.jetstreamDomain,
  };
}

/** For comparing only: "wss://a:443/" and "wss://a" are the same address. */
function plainAddress(address: string): string {
  return address
    .replace(/^(wss:\/\/[^/]*):443(?=\/|$)|^(ws:\/\/[^/]*):80(?=\/|$)/, "$1$2")
    .replace(/\/$/, "");
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function text(value: unknown): string | null {
  return typeof value === "string" && value !== "" ? value.slice(0, 300) : null;
}
