// The theme and the recent server addresses, which the browser keeps between visits. Never creds.

import { createStore } from "zustand/vanilla";
import { hasSecret, holdsSeed } from "@/lib/shared/base/secret-patterns";
import { readStored, writeStored } from "./storage";

export type Theme = "light" | "dark";

interface Preferences {
  readonly theme: Theme;
  readonly recentAddresses: readonly string[];
}

const THEME_KEY = "credence.theme";
const ADDRESSES_KEY = "credence.addresses";
const ADDRESSES_KEPT = 8;

export const preferencesStore = createStore<Preferences>(() => ({
  theme: "light",
  recentAddresses: [],
}));

/** Reads what was kept. The theme itself was set before the first paint (app/theme-script.ts). */
export function loadPreferences(): void {
  const theme: Theme = document.documentElement.dataset["theme"] === "dark" ? "dark" : "light";
  preferencesStore.setState({ theme, recentAddresses: storedAddresses() });
}

export function toggleTheme(): void {
  const theme: Theme = preferencesStore.getState().theme === "dark" ? "light" : "dark";
  document.documentElement.dataset["theme"] = theme;
  preferencesStore.setState({ theme });
  writeStored(THEME_KEY, theme);
}

/** Puts an address first among the recent ones. It is kept without what may be a secret in it. */
export function rememberAddress(dialled: string): void {
  const address = storableAddress(dialled);
  if (address === null) return;
  const others = preferencesStore.getState().recentAddresses.filter((known) => known !== address);
  const recentAddresses = [address, ...others].slice(0, ADDRESSES_KEPT);
  preferencesStore.setState({ recentAddresses });
  writeStored(ADDRESSES_KEY, JSON.stringify(recentAddresses));
}

/**
 * The address without user, password, query and fragment, and without its path if that holds a seed, a JWT or
 * another long random text. Null when it cannot be read.
 */
export function storableAddress(address: string): string | null {
  const [, scheme = "", host = "", path = ""] = ADDRESS.exec(address.trim()) ?? [];
  if (host === "" || holdsSeed(host)) return null;
  return `${scheme}${host}${hasSecret(path) ? "" : path.replace(/\/$/u, "")}`;
}

const ADDRESS = /^(wss?:\/\/)?(?:[^/?#]*@)?([^/?#@]+)([^?#]*)/iu;

function storedAddresses(): readonly string[] {
  const stored = readStored(ADDRESSES_KEY);
  if (!Array.isArray(stored)) return [];
  return stored
    .flatMap((item) => (typeof item === "string" ? (storableAddress(item) ?? []) : []))
    .slice(0, ADDRESSES_KEPT);
}
