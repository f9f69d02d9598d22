// Links into this instance: "#server=staging%20EU&subject=orders.%3E&filter=EUR". A link carries the name of
// a listed server, never an address, and a subject and a filter, never creds. It fills fields and does not
// connect. It is in the fragment, so no host's log ever holds it. A link that holds a seed is not followed.

import { createStore } from "zustand/vanilla";
import { ownPath } from "@/lib/page/base/base-path";
import { noteMisplacedSeed } from "@/lib/page/state/misplaced-seed";
import { holdsSeed } from "@/lib/shared/base/secret-patterns";

export interface DeepLink {
  /** The name of a listed server. */
  readonly server: string | null;
  readonly subject: string | null;
  readonly filter: string | null;
}

const NO_LINK: DeepLink = { server: null, subject: null, filter: null };
const MAX_CHARS = 256;

/** The deep link that opened the page. */
export const linkStore = createStore<DeepLink>(() => NO_LINK);

export function readLink(): void {
  if ([...fieldsOf(location.hash).values()].some(holdsSeed)) {
    history.replaceState(history.state, "", location.pathname + location.search);
    noteMisplacedSeed("link");
    return;
  }
  linkStore.setState(parseLink(location.hash), true);
}

export function parseLink(hash: string): DeepLink {
  const fields = fieldsOf(hash);
  const text = (name: string) => {
    const value = fields.get(name)?.trim() ?? "";
    return value === "" || value.length > MAX_CHARS || /\p{Cc}|\p{Cf}/u.test(value) ? null : value;
  };
  return { server: text("server"), subject: text("subject"), filter: text("filter") };
}

function fieldsOf(hash: string): URLSearchParams {
  return new URLSearchParams(hash.replace(/^#/, ""));
}

/** The whole address of a link. Fields that are null or empty are left out. */
export function formatLink(link: DeepLink, origin: string): string {
  const fields = Object.entries(link).flatMap(([name, value]) =>
    value === null || value === "" ? [] : [`${name}=${encodeURIComponent(value)}`],
  );
  return `${origin}${ownPath("/")}${fields.length > 0 ? `#${fields.join("&")}` : ""}`;
}
