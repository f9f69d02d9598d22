// Creds files as people have them, each odd in one way, and which clients refuse them. Called only by tests.
// `npm run clients -- --shapes` gives each file to the real clients and compares; the source of .NET alone was read.

import type { FormatIssueCode, RefusalKind } from "@/lib/shared/facts/creds";
import { CLIENT_FAMILIES } from "@/lib/vault/creds/clients/client-readers";
import type { MadeCreds } from "./make-creds";

/** How a client fails, as one letter; "." = it reads the file. */
const ANSWERS: Readonly<Record<string, RefusalKind>> = {
  h: "hangs",
  u: "not-utf-8",
  J: "no-jwt",
  S: "no-seed",
  s: "wrong-seed",
  j: "wrong-jwt",
};
const lines = (text: string): string[] => text.split("\n");
const joined = (text: string, change: (lines: string[]) => void): string => {
  const list = lines(text);
  change(list);
  return list.join("\n");
};
/** Wraps at the first width from which no line begins like a fence or a seed, which some clients would take. */
function wrap(text: string, from: number): string {
  for (let width = from; ; width++) {
    const wrapped = text.replace(new RegExp(`.{${width}}(?!$)`, "g"), "$&\n");
    if (!/\n(?:-|S[AOU])/.test(wrapped)) return wrapped;
  }
}
const utf16 = (text: string, isBig: boolean, mark: string): Uint8Array<ArrayBuffer> => {
  const little = Buffer.from(mark + text, "utf16le");
  return new Uint8Array(isBig ? little.swap16() : little);
};
const block = (label: string, content: string): string =>
  `-----BEGIN ${label}-----\n${content}\n------END ${label}------\n`;

export interface OddShape {
  readonly name: string;
  readonly make: (made: MadeCreds) => string | Uint8Array<ArrayBuffer>;
  readonly finds: readonly FormatIssueCode[];
  /** One letter of ANSWERS for each of CLIENT_FAMILIES: Go client, Go tools, JavaScript, Java, Python, .NET, Rust, C, C before 3.9. */
  readonly clients: string;
  readonly line?: number | null;
}

export const jwtOf = ({ jwt }: MadeCreds) => block("NATS USER JWT", jwt);
const seedOf = ({ seed }: MadeCreds) => block("USER NKEY SEED", seed);

export const ODD_SHAPES: readonly OddShape[] = [
  { name: "as nsc writes it", make: (m) => m.text, finds: [], clients: "........." },
  {
    name: "junk before",
    make: (m) => `# our creds\n\n${m.text}`,
    finds: ["text-around"],
    clients: ".........",
    line: 1,
  },
  {
    name: "junk after",
    make: (m) => `${m.text}the end`,
    finds: ["text-around"],
    clients: ".........",
    line: 14,
  },
  {
    name: "byte order mark",
    make: (m) => `\ufeff${m.text}`,
    finds: ["byte-order-mark"],
    clients: "...s.....",
    line: null,
  },
  {
    name: "CRLF",
    make: (m) => m.text.replaceAll("\n", "\r\n"),
    finds: ["crlf"],
    clients: "..J.s...s",
    line: 1,
  },
  {
    name: "bare CR",
    make: (m) => m.text.replaceAll("\n", "\r"),
    finds: ["bare-cr"],
    clients: "SSJ.S.J.S",
    line: 1,
  },
  {
    name: "UTF-16 LE",
    make: (m) => utf16(m.text, false, "\ufeff"),
    finds: ["utf-16"],
    clients: "SSJSS.uSS",
    line: null,
  },
  {
    name: "UTF-16 BE",
    make: (m) => utf16(m.text, true, "\ufeff"),
    finds: ["utf-16"],
    clients: "SSJSS.uSS",
  },
  {
    name: "UTF-16 LE without a mark",
    make: (m) => utf16(m.text, false, ""),
    finds: ["utf-16"],
    clients: "SSJSSJJSS",
  },
  {
    name: "UTF-16 BE without a mark",
    make: (m) => utf16(m.text, true, ""),
    finds: ["utf-16"],
    clients: "SSJSSJJjj",
  },
  {
    name: "UTF-16 with CRLF",
    make: (m) => utf16(m.text.replaceAll("\n", "\r\n"), false, "\ufeff"),
    finds: ["utf-16", "crlf"],
    clients: "SSJSS.uSS",
  },
  {
    name: "no final newline",
    make: (m) => jwtOf(m) + seedOf(m).trimEnd(),
    finds: ["no-final-newline"],
    clients: "..S...S..",
    line: 6,
  },
  {
    name: "no final newline, CRLF",
    make: (m) => (jwtOf(m) + seedOf(m).trimEnd()).replaceAll("\n", "\r\n"),
    finds: ["crlf", "no-final-newline"],
    clients: "..J.s.S.s",
  },
  {
    name: "END with three dashes",
    make: (m) => m.text.replaceAll("------END", "---END").replaceAll("------\n", "---\n"),
    finds: [],
    clients: ".........",
  },
  {
    name: "END with two dashes",
    make: (m) => m.text.replaceAll("------END", "--END").replaceAll("------\n", "--\n"),
    finds: ["short-fence"],
    clients: "jjJ...Jjj",
    line: 3,
  },
  {
    name: "typographic dashes",
    make: (m) => m.text.replaceAll("-----", "\u2014\u2014-"),
    finds: ["odd-dashes"],
    clients: "jjJS.JJjj",
    line: 1,
  },
  {
    name: "one em dash each",
    make: (m) => m.text.replace(/-{5,6}/g, "\u2014"),
    finds: ["odd-dashes", "short-fence"],
    clients: "jjJS.JJjj",
  },
  {
    name: "Windows-1252 dashes",
    make: (m) => Uint8Array.from(Buffer.from(m.text.replace(/-{5,6}/g, "\x96\x96\x96"), "latin1")),
    finds: ["odd-dashes", "invalid-utf-8"],
    clients: "jjJS.Jujj",
  },
  {
    name: "invalid UTF-8 around",
    make: (m) => Uint8Array.from(Buffer.from(`f\xfcr uns\n${m.text}`, "latin1")),
    finds: ["invalid-utf-8", "text-around"],
    clients: "......u..",
    line: 1,
  },
  {
    name: "spaces after the last fence",
    make: (m) => m.text.replace("SEED------\n", "SEED------  \n"),
    finds: ["trailing-space"],
    clients: "..S...S..",
    line: 11,
  },
  {
    name: "spaces after a BEGIN fence",
    make: (m) => m.text.replace("JWT-----\n", "JWT----- \n"),
    finds: ["trailing-space"],
    clients: "jjS...Sjj",
    line: 1,
  },
  {
    name: "spaces around the JWT",
    make: (m) => m.text.replace(m.jwt, `  ${m.jwt} `),
    finds: ["indented", "trailing-space"],
    clients: "jj..jjSjj",
    line: 2,
  },
  {
    name: "spaces around the seed",
    make: (m) => m.text.replace(m.seed, ` ${m.seed} `),
    finds: ["indented", "trailing-space"],
    clients: "ss..ssSss",
    line: 10,
  },
  {
    name: "spaces after the seed",
    make: (m) => m.text.replace(m.seed, `${m.seed} `),
    finds: ["trailing-space"],
    clients: "ss..ssSss",
    line: 10,
  },
  {
    name: "indented BEGIN",
    make: (m) => m.text.replace("-----BEGIN NATS", "  -----BEGIN NATS"),
    finds: ["indented"],
    clients: "...s.....",
    line: 1,
  },
  {
    name: "indented END",
    make: (m) => m.text.replace("------END NATS", "  ------END NATS"),
    finds: ["indented"],
    clients: "jj.s..S..",
    line: 3,
  },
  {
    name: "indented as in YAML",
    make: (m) => `creds: |\n${m.text.replace(/^(?=.)/gm, "  ")}`,
    finds: ["text-around", "indented"],
    clients: "ss.SssJss",
  },
  {
    name: "blank line after the JWT",
    make: (m) => m.text.replace(m.jwt, `${m.jwt}\n`),
    finds: ["blank-line-in-block"],
    clients: "jj....S..",
    line: 4,
  },
  {
    name: "blank line before the JWT",
    make: (m) => m.text.replace(m.jwt, `\n${m.jwt}`),
    finds: ["blank-line-in-block"],
    clients: "jjS.jjS..",
    line: 3,
  },
  {
    name: "wrapped JWT",
    make: (m) => m.text.replace(m.jwt, wrap(m.jwt, 64)),
    finds: ["wrapped-jwt"],
    clients: "jjSjjjSjj",
    line: 3,
  },
  {
    name: "JWT in short lines",
    make: (m) => m.text.replace(m.jwt, wrap(m.jwt, 7)),
    finds: ["wrapped-jwt"],
    clients: "jjSjjjSjj",
  },
  {
    name: "spaces inside the JWT",
    make: (m) => m.text.replace(m.jwt, m.jwt.replaceAll(".", " . ")),
    finds: ["wrapped-jwt"],
    clients: "jjj.jjSjj",
    line: 2,
  },
  {
    name: "wrapped seed",
    make: (m) => m.text.replace(m.seed, wrap(m.seed, 20)),
    finds: ["wrapped-seed"],
    clients: "ssSsssSss",
    line: 11,
  },
  {
    name: "seed in groups",
    make: (m) => m.text.replace(m.seed, m.seed.replace(/.{8}/g, "$& ")),
    finds: ["wrapped-seed"],
    clients: "sss.ssSss",
  },
  {
    name: "lower-case seed",
    make: (m) => m.text.replace(m.seed, m.seed.toLowerCase()),
    finds: ["lower-case-seed"],
    clients: "sssssssss",
    line: 10,
  },
  {
    name: "blocks swapped",
    make: (m) => seedOf(m) + jwtOf(m),
    finds: ["blocks-swapped"],
    clients: "ssss..sss",
    line: 2,
  },
  {
    name: "labels swapped",
    make: (m) => block("USER NKEY SEED", m.jwt) + block("NATS USER JWT", m.seed),
    finds: ["unknown-label"],
    clients: "....ss...",
    line: 1,
  },
  {
    name: "other labels",
    make: (m) => block("EINS", m.jwt) + block("ZWEI", m.seed),
    finds: ["unknown-label"],
    clients: "....SJ...",
  },
  {
    name: "another label of the JWT",
    make: (m) => m.text.replaceAll("NATS USER JWT", "DEMO USER JWT"),
    finds: ["unknown-label"],
    clients: "....hJ...",
    line: 1,
  },
  {
    name: "no words in the fences",
    make: (m) => `------\n${m.jwt}\n------\n------\n${m.seed}\n------\n`,
    finds: ["unknown-label"],
    clients: "....SJ...",
  },
  {
    name: "no END of the JWT",
    make: (m) => joined(m.text, (l) => l.splice(2, 1)),
    finds: ["missing-fence"],
    clients: "jjSs..Sjj",
    line: 2,
  },
  {
    name: "no BEGIN of the seed",
    make: (m) => joined(m.text, (l) => l.splice(8, 1)),
    finds: ["missing-fence"],
    clients: "..SsSSS..",
  },
  {
    name: "no END of the seed",
    make: (m) => joined(m.text, (l) => l.splice(10, 1)),
    finds: ["missing-fence"],
    clients: "..S...S..",
  },
  {
    name: "no END of either block",
    make: (m) => m.text.replace(/^-+END.*\n/gm, ""),
    finds: ["missing-fence"],
    clients: "jjJS..Jjj",
  },
  {
    name: "no fences",
    make: (m) => `${m.jwt}\n${m.seed}\n`,
    finds: ["missing-fence"],
    clients: "jjJSSJJjj",
    line: 1,
  },
  {
    name: "JWT in a block, seed below",
    make: (m) => `${jwtOf(m)}${m.seed}\n`,
    finds: ["missing-fence"],
    clients: "..SSSSS..",
    line: 4,
  },
  {
    name: "everything on one line",
    make: (m) => m.text.replaceAll("\n", " "),
    finds: ["text-around"],
    clients: "SSJSSJJSS",
  },
  {
    name: "line ends as two characters",
    make: (m) => m.text.replaceAll("\n", "\\n"),
    finds: ["escaped-newlines"],
    clients: "SSJSSJJSS",
    line: 1,
  },
  {
    name: "environment variable",
    make: (m) => `NATS_CREDS="${m.text.replaceAll("\n", "\\n")}"\n`,
    finds: ["escaped-newlines", "quoted"],
    clients: "SSJSSJJSS",
    line: 1,
  },
  {
    name: "JSON",
    make: (m) => JSON.stringify({ creds: m.text.replaceAll("\n", "\r\n") }),
    finds: ["escaped-newlines", "quoted"],
    clients: "SSJSSJJSS",
    line: 1,
  },
  {
    name: "JSON in JSON",
    make: (m) => JSON.stringify(JSON.stringify({ creds: m.text })),
    finds: ["escaped-newlines", "quoted"],
    clients: "SSJSSJJSS",
    line: 1,
  },
  {
    name: "JSON with two fields",
    make: (m) => JSON.stringify({ jwt: m.jwt, seed: m.seed }, null, 2),
    finds: ["missing-fence", "quoted"],
    clients: "SSJSSJJSS",
  },
  {
    name: "environment with two names",
    make: (m) => `NATS_JWT=${m.jwt}\nNATS_SEED='${m.seed}'\n`,
    finds: ["missing-fence", "text-around", "quoted"],
    clients: "SSJSSJJSS",
  },
  {
    name: "quoted over several lines",
    make: (m) => `CREDS="${jwtOf(m)}${seedOf(m).trimEnd()}"\n`,
    finds: ["quoted"],
    clients: "..SS.JS..",
  },
  {
    name: "each line quoted",
    make: (m) => (jwtOf(m) + seedOf(m)).replace(/^.*$/gm, (line) => line && `"${line}",`),
    finds: ["quoted"],
    clients: "SSJSsJJSS",
  },
  {
    name: "dashes around the blocks that look like a fence",
    make: (m) => `------\nnote\n------\n${m.text}`,
    finds: ["text-around"],
    clients: "ssss..sss",
    line: 1,
  },
  {
    name: "YAML document marks",
    make: (m) => `---\n${m.text}---\n`,
    finds: ["text-around"],
    clients: "...s.....",
  },
  {
    name: "labels of a demo, and a comment below",
    make: (m) =>
      `${block("NGS CHAT DEMO USER JWT", m.jwt)}\n${block("USER PRIVATE KEY", m.seed)}# Provisioned by the demo\n`,
    finds: ["unknown-label", "text-around"],
    clients: "....SJ...",
  },
  {
    name: "four dashes and spaces around the labels",
    make: (m) =>
      m.text.replace(/^-+(BEGIN|END) (.*?)-+$/gm, (_, role, label) => `---- ${role} ${label} ----`),
    finds: ["unknown-label"],
    clients: ".....J...",
  },
  {
    name: "two spaces before the JWT",
    make: (m) => m.text.replace(m.jwt, `  ${m.jwt}`),
    finds: ["indented"],
    clients: "jj..jjSjj",
    line: 2,
  },
  {
    name: "blocks alone, without the notice",
    make: (m) => jwtOf(m) + seedOf(m),
    finds: [],
    clients: ".........",
  },
  {
    name: "a list between the blocks",
    make: (m) => `${jwtOf(m)}- made by hand\n${seedOf(m)}`,
    finds: ["text-around"],
    clients: "...S.....",
    line: 4,
  },
  {
    name: "CRLF after the JWT alone",
    make: (m) => m.text.replace(m.jwt, `${m.jwt}\r`),
    finds: ["crlf"],
    clients: "..S......",
    line: 2,
  },
];

/** What each client that refuses the shape does. */
export const answersTo = ({ clients }: OddShape): Readonly<Record<string, RefusalKind>> =>
  Object.fromEntries(
    CLIENT_FAMILIES.flatMap((family, i) => {
      const how = ANSWERS[clients[i] ?? ""];
      return how ? [[family, how]] : [];
    }),
  );
