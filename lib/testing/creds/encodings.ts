// The ways in which people encode creds, and the files that carry them, for tests of the reader.

interface Way {
  readonly name: string;
  readonly write: (text: string) => string;
}

interface Carrier {
  readonly name: string;
  /** How often it encodes what it carries. */
  readonly depth?: number;
  readonly write: (texts: readonly string[]) => string;
}

const base64 = (text: string): string => Buffer.from(text).toString("base64");
const base64url = (text: string): string => Buffer.from(text).toString("base64url");
const wrap = (text: string, width: number): string =>
  (text.match(new RegExp(`.{1,${width}}`, "gu")) ?? []).join("\n");

const ways: readonly Way[] = [
  { name: "base64", write: base64 },
  { name: "base64 without padding", write: (text) => base64(text).replaceAll("=", "") },
  { name: "base64url", write: base64url },
  {
    name: "base64url with padding",
    write: (text) => base64(text).replaceAll("+", "-").replaceAll("/", "_"),
  },
  { name: "wrapped at 76", write: (text) => wrap(base64(text), 76) },
  { name: "wrapped at 64", write: (text) => wrap(base64(text), 64) },
  { name: "wrapped at 20", write: (text) => wrap(base64(text), 20) },
];

const carriers: readonly Carrier[] = [
  { name: "one after another", write: (texts) => texts.join("\n\n") },
  {
    name: "JSON",
    write: (texts) => JSON.stringify(Object.fromEntries(texts.map((text, n) => [`v${n}`, text]))),
  },
  { name: "JSON list", write: (texts) => JSON.stringify({ items: texts }, null, 2) },
  {
    name: "YAML block",
    write: (texts) =>
      texts.map((text, n) => `v${n}: |\n  ${text.replaceAll("\n", "\n  ")}\n`).join(""),
  },
  {
    name: "Secret",
    depth: 1,
    write: (texts) =>
      `kind: Secret\ndata:\n${texts.map((text, n) => `  v${n}: ${base64(text)}\n`).join("")}`,
  },
  {
    name: "env",
    write: (texts) => texts.map((text, n) => `V${n}="${text.replaceAll("\n", "\\n")}"`).join("\n"),
  },
];

export const encodings = { ways, carriers };
