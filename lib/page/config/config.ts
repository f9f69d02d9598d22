// This instance's configuration, as the page's own host tells it at /config.json. It guides the page;
// what keeps a locked instance to its list is the browser, by the headers that came with the vault's
// script. Whatever is missing or malformed counts as not said.

import { createStore } from "zustand/vanilla";
import { ownPath } from "@/lib/page/base/base-path";
import { fieldsOf } from "@/lib/shared/base/fields";
import {
  ENVIRONMENTS,
  type ListedServer,
  type PageConfig,
  SERVER_COLOURS,
  type ServerDefaults,
} from "./config-facts";

export const NO_CONFIG: PageConfig = {
  title: null,
  isLocked: false,
  servers: [],
  subjects: [],
  inboxPrefix: null,
  jetstreamDomain: null,
  attemptMs: 10_000,
};

export const configStore = createStore<PageConfig>(() => NO_CONFIG);

export async function loadConfig(): Promise<void> {
  try {
    const response = await fetch(ownPath("/config.json"), { cache: "no-store" });
    if (response.ok) configStore.setState(readConfig(await response.json(), location), true);
  } catch {
    // No answer, or none that is JSON: the page goes on without.
  }
}

/** `page`: where the page came from, which is where its bridge is. */
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
  };
}

/** The entry that a typed text means, by its name in any case or by its address. */
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

/** What holds for a server that was named or typed: its own settings, else the instance's. */
export function defaultsFor(config: PageConfig, typed: string): ServerDefaults {
  return listedServer(config, typed) ?? config;
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

/** "wss://a:443/" and "wss://a" are one; only for comparing. */
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
