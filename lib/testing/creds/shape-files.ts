// The odd files that `npm run clients -- --shapes` gives to real clients, with what the page says that each client does.
// The answers are the product's own: read by the vault's reader, worded by the page's texts.

import { type ClientAnswer, clientAnswers } from "@/lib/page/diagnosis/texts/client-text";
import { readCreds } from "@/lib/vault/creds/read-creds";
import { credsText, type MadeCreds, utf8 } from "./make-creds";
import { ODD_SHAPES } from "./odd-shapes";

export interface ShapeFile {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly answers: readonly ClientAnswer[];
}

type Make = (made: MadeCreds) => string | Uint8Array<ArrayBuffer>;

/** Besides the odd shapes: those that no client reads, and two users in one file. */
const MORE: readonly { readonly name: string; readonly make: Make }[] = [
  { name: "base64 on one line", make: (m) => btoa(m.text) },
  { name: "base64 in lines", make: (m) => `${btoa(m.text).replace(/.{76}/gu, "$&\n")}\n` },
  { name: "base64 twice", make: (m) => btoa(btoa(m.text)) },
  { name: "the JWT alone", make: (m) => `${m.jwt}\n` },
];

export async function shapeFiles(made: MadeCreds): Promise<readonly ShapeFile[]> {
  const files: ShapeFile[] = [];
  for (const { name, make } of [...ODD_SHAPES, ...MORE]) {
    const content = make(made);
    const bytes = typeof content === "string" ? utf8(content) : content;
    const source = { kind: "file", name, bytes: bytes.length } as const;
    const [first] = await readCreds(bytes.slice(), source);
    if (first?.kind !== "creds") throw new Error(`no creds in ${name}`);
    files.push({ name, bytes, answers: clientAnswers(first.facts.form) });
  }
  return files;
}

/** What the maker of creds gives, from their parts. */
export const madeFrom = (
  parts: Pick<MadeCreds, "jwt" | "seed" | "user" | "account">,
): MadeCreds => ({ ...parts, text: credsText(parts.jwt, parts.seed) });
