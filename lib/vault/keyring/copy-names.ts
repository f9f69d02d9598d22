// The names of cleaned copies, as one file and inside an archive. Called by cleaned-copies.ts. Pure.

import type { Entry } from "./keyring-entry";

type Named = Pick<Entry, "sources" | "facts">;

const MAX_CHARS = 80;

/** Characters that a file name should not have are replaced, so no name leads out of its folder. */
const plain = (name: string): string =>
  name
    .replace(/[^\p{L}\p{N}._-]/gu, "_")
    .replace(/^\.+/, "")
    .slice(0, MAX_CHARS);

/** "folder/a.creds" → ["folder", "a"]. Pasted text has the name of its user. */
function pathOf({ sources, facts }: Named): readonly string[] {
  const source = sources.at(-1);
  const full = source?.kind === "paste" ? (facts.jwt?.name ?? "user") : (source?.name ?? "user");
  const parts = source?.kind === "paste" ? [full] : full.split(/[/\\]/);
  const names = parts.map(plain).filter((name) => name !== "");
  const base = names.at(-1)?.replace(/\.[a-z]{1,8}$/i, "") || "user";
  return [...names.slice(0, -1), base];
}

/** "folder/a.creds" → "a-cleaned.creds". */
export const copyName = (entry: Named): string => `${pathOf(entry).at(-1)}-cleaned.creds`;

/** The folders are kept; of several with one name, the later ones are numbered. */
export function archiveNames(entries: readonly Named[]): readonly string[] {
  const taken = new Set<string>();
  return entries.map((entry) => {
    const path = pathOf(entry).join("/");
    let name = `${path}.creds`;
    for (let number = 2; taken.has(name.toLowerCase()); number++) name = `${path}-${number}.creds`;
    taken.add(name.toLowerCase());
    return name;
  });
}
