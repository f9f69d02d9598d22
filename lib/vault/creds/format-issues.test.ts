import { beforeAll, describe, expect, test } from "vitest";
import type { ClientFamily, FormatIssue, FormatIssueCode } from "@/lib/shared/facts/creds";
import { isRefusedByGo, isRefusedByNatsWs } from "@/lib/testing/creds/client-oracles";
import { credsText, type MadeCreds, makeCreds, utf8 } from "@/lib/testing/creds/make-creds";
import { readCreds } from "./read-creds";
import type { CredsReading } from "./readings";

const ALL: readonly ClientFamily[] = ["javascript", "go", "go-nkeys"];
const GO: readonly ClientFamily[] = ["go", "go-nkeys"];
const JS: readonly ClientFamily[] = ["javascript"];

const lines = (text: string): string[] => text.split("\n");
const joined = (text: string, change: (lines: string[]) => void): string => {
  const list = lines(text);
  change(list);
  return list.join("\n");
};
const wrap = (text: string, width: number): string =>
  text.replace(new RegExp(`.{${width}}(?!$)`, "g"), "$&\n");
const utf16 = (text: string, isBig: boolean, mark: string): Uint8Array<ArrayBuffer> => {
  const little = Buffer.from(mark + text, "utf16le");
  return new Uint8Array(isBig ? little.swap16() : little);
};
const block = (label: string, content: string): string =>
  `-----BEGIN ${label}-----\n${content}\n------END ${label}------\n`;

interface Case {
  readonly name: string;
  readonly make: (made: MadeCreds) => string | Uint8Array<ArrayBuffer>;
  readonly finds: readonly FormatIssueCode[];
  readonly refusedBy: readonly ClientFamily[];
  readonly line?: number | null;
}

const jwtOf = ({ jwt }: MadeCreds) => block("NATS USER JWT", jwt);
const seedOf = ({ seed }: MadeCreds) => block("USER NKEY SEED", seed);

const CASES: readonly Case[] = [
  { name: "as nsc writes it", make: (m) => m.text, finds: [], refusedBy: [] },
  {
    name: "junk before",
    make: (m) => `# our creds\n\n${m.text}`,
    finds: ["text-around"],
    refusedBy: [],
    line: 1,
  },
  {
    name: "junk after",
    make: (m) => `${m.text}the end`,
    finds: ["text-around"],
    refusedBy: [],
    line: 14,
  },
  {
    name: "byte order mark",
    make: (m) => `\ufeff${m.text}`,
    finds: ["byte-order-mark"],
    refusedBy: [],
    line: null,
  },
  {
    name: "CRLF",
    make: (m) => m.text.replaceAll("\n", "\r\n"),
    finds: ["crlf"],
    refusedBy: JS,
    line: 1,
  },
  {
    name: "bare CR",
    make: (m) => m.text.replaceAll("\n", "\r"),
    finds: ["bare-cr"],
    refusedBy: ALL,
    line: 1,
  },
  {
    name: "UTF-16 LE",
    make: (m) => utf16(m.text, false, "\ufeff"),
    finds: ["utf-16"],
    refusedBy: ALL,
    line: null,
  },
  {
    name: "UTF-16 BE",
    make: (m) => utf16(m.text, true, "\ufeff"),
    finds: ["utf-16"],
    refusedBy: ALL,
  },
  {
    name: "UTF-16 LE without a mark",
    make: (m) => utf16(m.text, false, ""),
    finds: ["utf-16"],
    refusedBy: ALL,
  },
  {
    name: "UTF-16 BE without a mark",
    make: (m) => utf16(m.text, true, ""),
    finds: ["utf-16"],
    refusedBy: ALL,
  },
  {
    name: "UTF-16 with CRLF",
    make: (m) => utf16(m.text.replaceAll("\n", "\r\n"), false, "\ufeff"),
    finds: ["utf-16", "crlf"],
    refusedBy: ALL,
  },
  {
    name: "no final newline",
    make: (m) => jwtOf(m) + seedOf(m).trimEnd(),
    finds: ["no-final-newline"],
    refusedBy: JS,
    line: 6,
  },
  {
    name: "no final newline, CRLF",
    make: (m) => (jwtOf(m) + seedOf(m).trimEnd()).replaceAll("\n", "\r\n"),
    finds: ["crlf", "no-final-newline"],
    refusedBy: JS,
  },
  {
    name: "END with three dashes",
    make: (m) => m.text.replaceAll("------END", "---END").replaceAll("------\n", "---\n"),
    finds: [],
    refusedBy: [],
  },
  {
    name: "END with two dashes",
    make: (m) => m.text.replaceAll("------END", "--END").replaceAll("------\n", "--\n"),
    finds: ["short-fence"],
    refusedBy: ALL,
    line: 3,
  },
  {
    name: "typographic dashes",
    make: (m) => m.text.replaceAll("-----", "\u2014\u2014-"),
    finds: ["odd-dashes"],
    refusedBy: ALL,
    line: 1,
  },
  {
    name: "one em dash each",
    make: (m) => m.text.replace(/-{5,6}/g, "\u2014"),
    finds: ["odd-dashes", "short-fence"],
    refusedBy: ALL,
  },
  {
    name: "Windows-1252 dashes",
    make: (m) => Uint8Array.from(Buffer.from(m.text.replace(/-{5,6}/g, "\x96\x96\x96"), "latin1")),
    finds: ["odd-dashes", "invalid-utf-8"],
    refusedBy: ALL,
  },
  {
    name: "invalid UTF-8 around",
    make: (m) => Uint8Array.from(Buffer.from(`f\xfcr uns\n${m.text}`, "latin1")),
    finds: ["invalid-utf-8", "text-around"],
    refusedBy: [],
    line: 1,
  },
  {
    name: "spaces after the last fence",
    make: (m) => m.text.replace("SEED------\n", "SEED------  \n"),
    finds: ["trailing-space"],
    refusedBy: JS,
    line: 11,
  },
  {
    name: "spaces after a BEGIN fence",
    make: (m) => m.text.replace("JWT-----\n", "JWT----- \n"),
    finds: ["trailing-space"],
    refusedBy: ALL,
    line: 1,
  },
  {
    name: "spaces around the JWT",
    make: (m) => m.text.replace(m.jwt, `  ${m.jwt} `),
    finds: ["indented", "trailing-space"],
    refusedBy: GO,
    line: 2,
  },
  {
    name: "spaces around the seed",
    make: (m) => m.text.replace(m.seed, ` ${m.seed} `),
    finds: ["indented", "trailing-space"],
    refusedBy: GO,
    line: 10,
  },
  {
    name: "spaces after the seed",
    make: (m) => m.text.replace(m.seed, `${m.seed} `),
    finds: ["trailing-space"],
    refusedBy: GO,
    line: 10,
  },
  {
    name: "indented BEGIN",
    make: (m) => m.text.replace("-----BEGIN NATS", "  -----BEGIN NATS"),
    finds: ["indented"],
    refusedBy: [],
    line: 1,
  },
  {
    name: "indented END",
    make: (m) => m.text.replace("------END NATS", "  ------END NATS"),
    finds: ["indented"],
    refusedBy: GO,
    line: 3,
  },
  {
    name: "indented as in YAML",
    make: (m) => `creds: |\n${m.text.replace(/^(?=.)/gm, "  ")}`,
    finds: ["text-around", "indented"],
    refusedBy: GO,
  },
  {
    name: "blank line after the JWT",
    make: (m) => m.text.replace(m.jwt, `${m.jwt}\n`),
    finds: ["blank-line-in-block"],
    refusedBy: GO,
    line: 4,
  },
  {
    name: "blank line before the JWT",
    make: (m) => m.text.replace(m.jwt, `\n${m.jwt}`),
    finds: ["blank-line-in-block"],
    refusedBy: ALL,
    line: 3,
  },
  {
    name: "wrapped JWT",
    make: (m) => m.text.replace(m.jwt, wrap(m.jwt, 64)),
    finds: ["wrapped-jwt"],
    refusedBy: ALL,
    line: 3,
  },
  {
    name: "JWT in short lines",
    make: (m) => m.text.replace(m.jwt, wrap(m.jwt, 7)),
    finds: ["wrapped-jwt"],
    refusedBy: ALL,
  },
  {
    name: "spaces inside the JWT",
    make: (m) => m.text.replace(m.jwt, m.jwt.replaceAll(".", " . ")),
    finds: ["wrapped-jwt"],
    refusedBy: ALL,
    line: 2,
  },
  {
    name: "wrapped seed",
    make: (m) => m.text.replace(m.seed, wrap(m.seed, 20)),
    finds: ["wrapped-seed"],
    refusedBy: ALL,
    line: 11,
  },
  {
    name: "seed in groups",
    make: (m) => m.text.replace(m.seed, m.seed.replace(/.{8}/g, "$& ")),
    finds: ["wrapped-seed"],
    refusedBy: ALL,
  },
  {
    name: "lower-case seed",
    make: (m) => m.text.replace(m.seed, m.seed.toLowerCase()),
    finds: ["lower-case-seed"],
    refusedBy: ALL,
    line: 10,
  },
  {
    name: "blocks swapped",
    make: (m) => seedOf(m) + jwtOf(m),
    finds: ["blocks-swapped"],
    refusedBy: ALL,
    line: 2,
  },
  {
    name: "labels swapped",
    make: (m) => block("USER NKEY SEED", m.jwt) + block("NATS USER JWT", m.seed),
    finds: ["unknown-label"],
    refusedBy: [],
    line: 1,
  },
  {
    name: "other labels",
    make: (m) => block("EINS", m.jwt) + block("ZWEI", m.seed),
    finds: ["unknown-label"],
    refusedBy: [],
  },
  {
    name: "no words in the fences",
    make: (m) => `------\n${m.jwt}\n------\n------\n${m.seed}\n------\n`,
    finds: ["unknown-label"],
    refusedBy: [],
  },
  {
    name: "no END of the JWT",
    make: (m) => joined(m.text, (l) => l.splice(2, 1)),
    finds: ["missing-fence"],
    refusedBy: ALL,
    line: 2,
  },
  {
    name: "no BEGIN of the seed",
    make: (m) => joined(m.text, (l) => l.splice(8, 1)),
    finds: ["missing-fence"],
    refusedBy: JS,
  },
  {
    name: "no END of the seed",
    make: (m) => joined(m.text, (l) => l.splice(10, 1)),
    finds: ["missing-fence"],
    refusedBy: JS,
  },
  {
    name: "no END of either block",
    make: (m) => m.text.replace(/^-+END.*\n/gm, ""),
    finds: ["missing-fence"],
    refusedBy: ALL,
  },
  {
    name: "no fences",
    make: (m) => `${m.jwt}\n${m.seed}\n`,
    finds: ["missing-fence"],
    refusedBy: ALL,
    line: 1,
  },
  {
    name: "JWT in a block, seed below",
    make: (m) => `${jwtOf(m)}${m.seed}\n`,
    finds: ["missing-fence"],
    refusedBy: JS,
    line: 4,
  },
  {
    name: "everything on one line",
    make: (m) => m.text.replaceAll("\n", " "),
    finds: ["text-around"],
    refusedBy: ALL,
  },
  {
    name: "line ends as two characters",
    make: (m) => m.text.replaceAll("\n", "\\n"),
    finds: ["escaped-newlines"],
    refusedBy: ALL,
    line: 1,
  },
  {
    name: "environment variable",
    make: (m) => `NATS_CREDS="${m.text.replaceAll("\n", "\\n")}"\n`,
    finds: ["escaped-newlines", "quoted"],
    refusedBy: ALL,
    line: 1,
  },
  {
    name: "JSON",
    make: (m) => JSON.stringify({ creds: m.text.replaceAll("\n", "\r\n") }),
    finds: ["escaped-newlines"],
    refusedBy: ALL,
    line: 1,
  },
  {
    name: "JSON in JSON",
    make: (m) => JSON.stringify(JSON.stringify({ creds: m.text })),
    finds: ["escaped-newlines"],
    refusedBy: ALL,
    line: 1,
  },
  {
    name: "JSON with two fields",
    make: (m) => JSON.stringify({ jwt: m.jwt, seed: m.seed }, null, 2),
    finds: ["missing-fence", "quoted"],
    refusedBy: ALL,
  },
  {
    name: "environment with two names",
    make: (m) => `NATS_JWT=${m.jwt}\nNATS_SEED='${m.seed}'\n`,
    finds: ["missing-fence", "text-around", "quoted"],
    refusedBy: ALL,
  },
  {
    name: "quoted over several lines",
    make: (m) => `CREDS="${jwtOf(m)}${seedOf(m).trimEnd()}"\n`,
    finds: ["quoted"],
    refusedBy: JS,
  },
  {
    name: "each line quoted",
    make: (m) => (jwtOf(m) + seedOf(m)).replace(/^.*$/gm, (line) => line && `"${line}",`),
    finds: ["quoted"],
    refusedBy: ALL,
  },
  {
    name: "dashes around the blocks that look like a fence",
    make: (m) => `------\nnote\n------\n${m.text}`,
    finds: ["text-around"],
    refusedBy: ALL,
    line: 1,
  },
  {
    name: "YAML document marks",
    make: (m) => `---\n${m.text}---\n`,
    finds: ["text-around"],
    refusedBy: [],
  },
];

let made: MadeCreds;
beforeAll(async () => {
  made = await makeCreds({}, { name: "forms" });
});

const fileOf = (one: Case): Uint8Array<ArrayBuffer> => {
  const file = one.make(made);
  return typeof file === "string" ? utf8(file) : file;
};

async function readOne(file: Uint8Array): Promise<CredsReading> {
  const results = await readCreds(file.slice(), { kind: "file", name: "x", bytes: file.length });
  expect(results.map((result) => result.kind)).toEqual(["creds"]);
  const [result] = results;
  if (result?.kind !== "creds") throw new Error("no creds");
  return result;
}

const refusing = (form: readonly FormatIssue[]): readonly string[] =>
  ALL.filter((family) => form.some((finding) => finding.refusedBy.includes(family)));

describe("format issues", () => {
  test.each(CASES)("$name", async (one) => {
    const file = fileOf(one);
    const { facts, jwt } = await readOne(file);
    expect(jwt).toBe(made.jwt);
    expect(facts.jwt?.signature).toBe("valid");
    expect(facts.seed).toMatchObject({ state: "matches", publicKey: made.user.getPublicKey() });
    expect(facts.unusable).toBeNull();
    expect(facts.form.map((finding) => finding.code)).toEqual(
      expect.arrayContaining([...one.finds]),
    );
    if (one.finds.length === 0) expect(facts.form).toEqual([]);
    expect(refusing(facts.form)).toEqual(one.refusedBy);
    if (one.line !== undefined) {
      expect(facts.form.find((finding) => finding.code === one.finds[0])?.line).toBe(one.line);
    }
    const blamed = facts.form.filter((finding) => finding.refusedBy.length > 0);
    for (const { code } of blamed) expect(one.finds).toContain(code);
  });

  test.each(CASES)("the clients agree: $name", (one) => {
    const file = fileOf(one);
    expect({
      javascript: isRefusedByNatsWs(file, made.jwt),
      go: isRefusedByGo(file, made.jwt, made.seed, "go"),
      "go-nkeys": isRefusedByGo(file, made.jwt, made.seed, "go-nkeys"),
    }).toEqual({
      javascript: one.refusedBy.includes("javascript"),
      go: one.refusedBy.includes("go"),
      "go-nkeys": one.refusedBy.includes("go-nkeys"),
    });
  });

  test("all clients refuse a JWT without a seed, in a block or bare", async () => {
    for (const text of [made.jwt, `${made.jwt}\n`, jwtOf(made)]) {
      const { facts } = await readOne(utf8(text));
      expect(facts.form).toContainEqual(
        expect.objectContaining({ code: "bare-jwt", refusedBy: ALL }),
      );
      expect(facts.unusable?.code).toBe("creds/no-seed");
      expect(facts.jwt?.signature).toBe("valid");
      expect(isRefusedByNatsWs(utf8(text), made.jwt)).toBe(true);
    }
  });
});

describe("several creds in one file", () => {
  test("reads each in order, with its own issues", async () => {
    const other = await makeCreds();
    const text = made.text + credsText(other.jwt, other.seed).replaceAll("\n", "\r\n");
    const results = await readCreds(utf8(text), { kind: "paste", name: "p", bytes: 1 });
    const forms = results.map((r) =>
      r.kind === "creds" ? [r.source.part, r.jwt, r.facts.form] : [],
    );
    expect(forms).toEqual([
      [1, made.jwt, [{ code: "several-creds", line: null, refusedBy: [] }]],
      [
        2,
        other.jwt,
        [
          { code: "several-creds", line: null, refusedBy: [] },
          { code: "crlf", line: 14, refusedBy: JS },
        ],
      ],
    ]);
    expect(isRefusedByNatsWs(utf8(text), made.jwt)).toBe(false);
  });
});
