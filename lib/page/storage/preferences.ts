// The theme, whether single keys are shortcuts, and the recent server addresses, which the browser keeps between
// visits. Never creds.

import { createStore } from "zustand/vanilla";
import { fieldsOf } from "@/lib/shared/base/fields";
import { hasSecret, holdsSeed } from "@/lib/shared/base/secret-patterns";
import { readStored, readStoredText, writeStored } from "./storage";

export type Theme = "light" | "dark";
/** "system" follows the system, also while the page is open. */
export type ThemeChoice = Theme | "system";

/** A server that answered, with or without accepting the creds. */
export interface RecentServer {
  readonly address: string;
  /** As the instance lists it, or as the server names itself; "" when neither is known. */
  readonly name: string;
}

interface Preferences {
  /** What is shown. */
  readonly theme: Theme;
  readonly themeChoice: ThemeChoice;
  /** False: only keys with Ctrl, and Escape, are shortcuts (WCAG 2.1.4). */
  readonly hasSingleKeys: boolean;
  /** The last one first. */
  readonly recentServers: readonly RecentServer[];
}

const THEME_KEY = "credence.theme";
const KEYS_KEY = "credence.keys";
const ADDRESSES_KEY = "credence.addresses";
const ADDRESSES_KEPT = 8;

export const preferencesStore = createStore<Preferences>(() => ({
  theme: "light",
  themeChoice: "system",
  hasSingleKeys: true,
  recentServers: [],
}));

/** Reads what was kept. The theme itself was set before the first paint (app/theme-script.ts). */
export function loadPreferences(): void {
  const theme: Theme = document.documentElement.dataset["theme"] === "dark" ? "dark" : "light";
  const stored = readStoredText(THEME_KEY);
  preferencesStore.setState({
    theme,
    themeChoice: stored === "light" || stored === "dark" ? stored : "system",
    hasSingleKeys: readStoredText(KEYS_KEY) !== "off",
    recentServers: storedServers(),
  });
  systemTheme().addEventListener("change", () => {
    if (preferencesStore.getState().themeChoice === "system") applyTheme("system");
  });
}

export function chooseTheme(themeChoice: ThemeChoice): void {
  applyTheme(themeChoice);
  writeStored(THEME_KEY, themeChoice);
}

/** From the system's theme to the other one, then to its own, then back to the system. */
export function nextTheme(): void {
  const { themeChoice } = preferencesStore.getState();
  const system = systemTheme().matches ? "dark" : "light";
  const other = system === "dark" ? "light" : "dark";
  chooseTheme(themeChoice === "system" ? other : themeChoice === other ? system : "system");
}

function applyTheme(themeChoice: ThemeChoice): void {
  const theme = themeChoice === "system" ? (systemTheme().matches ? "dark" : "light") : themeChoice;
  document.documentElement.dataset["theme"] = theme;
  preferencesStore.setState({ theme, themeChoice });
}

const systemTheme = () => window.matchMedia("(prefers-color-scheme: dark)");

export function setSingleKeys(hasSingleKeys: boolean): void {
  preferencesStore.setState({ hasSingleKeys });
  writeStored(KEYS_KEY, hasSingleKeys ? "on" : "off");
}

/** Puts a server first among the recent ones. It is kept without what may be a secret in it. */
export function rememberServer(dialled: string, name = ""): void {
  const address = storableAddress(dialled);
  if (address === null) return;
  const others = preferencesStore.getState().recentServers.filter((one) => one.address !== address);
  keepServers([{ address, name: storableName(name) }, ...others].slice(0, ADDRESSES_KEPT));
}

export function removeRecentServer(address: string): void {
  keepServers(preferencesStore.getState().recentServers.filter((one) => one.address !== address));
}

function keepServers(recentServers: readonly RecentServer[]): void {
  preferencesStore.setState({ recentServers });
  writeStored(ADDRESSES_KEY, JSON.stringify(recentServers));
}

/**
 * The address without user, password, query and fragment, and without its path if that holds a seed, a JWT or
 * another long random text. Null when it cannot be read.
 */
export function storableAddress(address: string): string | null {
  const [, scheme = "", host = "", path = ""] = ADDRESS.exec(address.trim()) ?? [];
  if (host === "" || holdsSeed(host)) return null;
  return `${scheme}${host}${hasSecret(path) || path === "/" ? "" : path}`;
}

const ADDRESS = /^(wss?:\/\/)?(?:[^/?#]*@)?([^/?#@]+)([^?#]*)/iu;

/** A server without a configured name uses its key, which says nothing to people. */
function storableName(name: string): string {
  return hasSecret(name) || /^N[A-Z2-7]{55}$/u.test(name) ? "" : name.slice(0, 100);
}

function storedServers(): readonly RecentServer[] {
  const stored = readStored(ADDRESSES_KEY);
  if (!Array.isArray(stored)) return [];
  return stored.flatMap((item) => readServer(item) ?? []).slice(0, ADDRESSES_KEPT);
}

/** Former versions stored the address alone. */
function readServer(item: unknown): RecentServer | null {
  const fields = fieldsOf(typeof item === "string" ? { address: item } : item);
  const { address, name } = { address: fields["address"], name: fields["name"] };
  const kept = typeof address === "string" ? storableAddress(address) : null;
  if (kept === null) return null;
  return { address: kept, name: typeof name === "string" ? storableName(name) : "" };
}
