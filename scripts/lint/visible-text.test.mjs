// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the samples are source text.
// The lint rule visible-text.grit: it catches each planted way to show outside text raw and allows the ways
// that mark it. Every text field of the facts is in the rule's list, or in the list of our own words here.
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { bePatient } from "../testing/patience.mjs";

bePatient();

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..");
const RULE = "scripts/lint/visible-text.grit";

const RAW = [
  "<p>{info.clientIp}</p>",
  "<p>{server?.info.serverName}</p>",
  "<p>{subject}</p>",
  "<p>{entry.label}</p>",
  "<p>{isShort ? key.slice(0, 4) : jwt.name}</p>",
  "<p>{source.name || other}</p>",
  "<p>{`Request: ${subject}`}</p>",
  '<p>{"queue " + rule.queue}</p>',
  "<p>{subjects.subjects.join(other)}</p>",
  "<p>{shortKey(key)}</p>",
  "<p title={source.name}>x</p>",
  "<p aria-label={`Close ${source.name}`}>x</p>",
  "<input placeholder={info.cluster} />",
  "<Row label={entry.label} />",
];

const MARKED = [
  "<VisibleText>{info.clientIp}</VisibleText>",
  "<p><VisibleText>{`Request: ${subject}`}</VisibleText></p>",
  "<p>{isShort ? null : <VisibleText>{jwt.name}</VisibleText>}</p>",
  "<p title={escapedText(source.name)}>{escapedText(subject)}</p>",
  "<p aria-label={`Close ${escapedText(source.name)}`}>x</p>",
  "<p>{subject === other ? null : formatCount(subject.length)}</p>",
  "<p data-subject={subject}>{label}</p>",
];

/**
 * Text fields of the facts that hold our own words, codes, file formats or keys that were checked. The rule has
 * its own pattern for the label of an entry. "title", "more" and "next" come from saved reports only, and are our own
 * words elsewhere: CheckLine and CauseView mark them.
 */
const OWN_WORDS = new Set([
  ...["label", "title", "more", "next", "what"],
  ...["after", "code", "elapsedMs", "end", "evidence", "id", "inboxPrefix", "params", "prefix"],
  ...["prefixes", "publish", "subscribe", "source", "start", "fault", "error", "kind", "url"],
]);

/** @type {string} */
let dir;
/** @type {Set<string>} */
const caught = new Set();

beforeAll(() => {
  dir = mkdtempSync(path.join(tmpdir(), "credence-visible-"));
  writeFileSync(path.join(dir, "rule.grit"), readFileSync(path.join(root, RULE), "utf8"));
  writeFileSync(path.join(dir, "biome.json"), JSON.stringify({ plugins: ["./rule.grit"] }));
  mkdirSync(path.join(dir, "components"));
  for (const [index, jsx] of [...RAW, ...MARKED].entries()) {
    writeFileSync(path.join(dir, "components", `${index}.tsx`), `export const shown = ${jsx};\n`);
  }
  const { stdout } = spawnSync(
    process.execPath,
    [
      path.join(root, "node_modules/@biomejs/biome/bin/biome"),
      ...["lint", "--max-diagnostics=none", "--reporter=github"],
    ],
    { cwd: dir, encoding: "utf8" },
  );
  for (const [, file] of stdout.matchAll(/title=plugin,file=[^,]*?(\d+)\.tsx,/g)) {
    caught.add(file ?? "");
  }
});

afterAll(() => rmSync(dir, { recursive: true, force: true }));

test.each(RAW.map((jsx, index) => ({ jsx, index })))("$jsx is caught", ({ index }) => {
  expect([...caught]).toContain(String(index));
});

test.each(MARKED.map((jsx, index) => ({ jsx, index })))("$jsx is allowed", ({ index }) => {
  expect([...caught]).not.toContain(String(index + RAW.length));
});

test("biome.json applies the rule to every component", () => {
  const { plugins } = JSON.parse(readFileSync(path.join(root, "biome.json"), "utf8"));
  expect(plugins).toEqual([{ path: `./${RULE}`, includes: ["components/**/*.tsx"] }]);
});

test("every text field of the facts is in the rule, or holds our own words", () => {
  const listed = /pattern outside_field\(\) \{\s*r"\^\(\?:([^)]+)\)/.exec(
    readFileSync(path.join(root, RULE), "utf8"),
  )?.[1];
  const known = new Set(listed?.split("|"));
  expect(known.size).toBeGreaterThan(40);
  const folder = path.join(root, "lib/shared/facts");
  const fields = readdirSync(folder)
    .filter((file) => file.endsWith(".ts"))
    .flatMap((file) => [
      ...readFileSync(path.join(folder, file), "utf8").matchAll(
        /readonly (\w+)\??: (?:readonly )?string\b/g,
      ),
    ])
    .map(([, field = ""]) => field);
  expect(fields).toContain("clientIp");
  expect(
    [...new Set(fields)].filter((field) => !known.has(field) && !OWN_WORDS.has(field)),
  ).toEqual([]);
});
