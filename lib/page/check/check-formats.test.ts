// What the results of a check look like as files, read back by real parsers.

import fs from "node:fs";
import { parse as readCsv } from "csv-parse/sync";
import { parse as readJunit, type TestSuites } from "junit2json";
import { describe, expect, it } from "vitest";
import { validateXML } from "xmllint-wasm";
import { verdictOf } from "@/lib/page/diagnosis/verdict";
import type { CheckedServer, CheckResult } from "@/lib/page/state/check-store";
import type { AttemptRecord } from "@/lib/shared/facts/attempt";
import {
  ACCOUNT,
  attemptOf,
  factsOf,
  infoOf,
  NOW,
  NOW_SEC,
  refusedWith,
  USER,
} from "@/lib/testing/diagnosis-facts";
import { CSV_COLUMNS, checkCsv } from "./check-csv";
import { checkJson } from "./check-json";
import { checkJunit } from "./check-junit";
import { ASKS_NOTHING, type CheckLine, linesOf } from "./check-lines";
import { checkMarkdown } from "./check-markdown-text";

const SCHEMA = fs.readFileSync(new URL("junit.xsd", import.meta.url), "utf8");
const SEED = `SU${"A".repeat(56)}`;
const JWT = `${"eyJ0eXAiOiJKV1QifQ"}.${"eyJqdGkiOiJYIn0"}.c2lnbmF0dXJl`;

const serverAt = (name: string): CheckedServer => ({
  ...{ address: name, name, title: name, isProduction: false, isBridge: false, perSecond: null },
});
const refused = refusedWith("Authorization Violation");
const accepted = attemptOf({ end: "pong", info: infoOf({}), elapsedMs: 1_234.56 });
const silent = attemptOf({ end: "server-closed", info: null, elapsedMs: 3 });

function resultOf(facts: ReturnType<typeof factsOf>, attempt: AttemptRecord): CheckResult {
  const outcome =
    attempt.end === "pong" ? "accepted" : attempt.info === null ? "unreachable" : "refused";
  const observation = { attempt, server: null, outcome, end: null, endCode: null } as const;
  const verdict = verdictOf(facts, observation, NOW, []) ?? { outcome, causes: [] };
  return { verdict, observation };
}

function lineOf(
  name: string,
  attempt: AttemptRecord | null,
  server = "wss://nats.example.com",
  file = "eu/a.creds",
): CheckLine {
  const facts = factsOf(
    { sources: [{ kind: "file", name: file, bytes: 1, part: 0 }], parts: 1 },
    { name, expiresAtSec: NOW_SEC + 60 },
  );
  const result = attempt === null ? null : resultOf(facts, attempt);
  const [line] = linesOf(facts, serverAt(server), result, [], ASKS_NOTHING, NOW);
  if (line === undefined) throw new Error("creds have a line");
  return line;
}

const ODD = `=cmd|' "a",\n<b> & \u0007 ]]> \u202e`;
const lines = [
  lineOf("svc", accepted),
  lineOf("svc", refused),
  lineOf(ODD, refused, "wss://other", `${ODD}.creds`),
  lineOf("svc", silent, "wss://other"),
  lineOf("svc", null, "wss://other"),
];

describe("JUnit XML", () => {
  it("follows the schema, whatever names hold", async () => {
    const xml = checkJunit(lines);
    const { valid, errors } = await validateXML({
      xml: { fileName: "check.xml", contents: xml },
      schema: SCHEMA,
    });
    expect(errors).toEqual([]);
    expect(valid).toBe(true);
    expect(xml).toContain('<testsuites name="credence" tests="5" failures="2" errors="1"');
    expect(xml).toContain('time="1.235"');
    expect(xml).toContain('skipped="1"');
  });

  it("is read by a JUnit parser: a suite for each server, a case for each creds, with cause and fix", async () => {
    const { testsuite: suites = [], ...counts } = (await readJunit(
      checkJunit(lines),
    )) as TestSuites;
    expect(counts).toMatchObject({ name: "credence", tests: 5, failures: 2, errors: 1 });
    expect(
      suites.map(({ name, tests, failures, errors, skipped }) => ({
        name,
        tests,
        failures,
        errors,
        skipped,
      })),
    ).toEqual([
      { name: "wss://nats.example.com", tests: 2, failures: 1, errors: 0, skipped: 0 },
      { name: "wss://other", tests: 3, failures: 1, errors: 1, skipped: 1 },
    ]);
    const [accepted, refused] = suites[0]?.testcase ?? [];
    expect(accepted).toEqual({
      name: "eu/a.creds (svc)",
      classname: "wss://nats.example.com",
      time: 1.235,
    });
    const [failure] = refused?.failure ?? [];
    const [cause] = lines[1]?.causes ?? [];
    expect(failure?.type).toBe(cause?.code);
    expect(failure?.message).not.toBe("");
    expect(failure?.inner).not.toBe("");
    const [odd, error, skipped] = suites[1]?.testcase ?? [];
    expect(odd?.name).toContain("<b> &");
    expect(odd?.failure).toHaveLength(1);
    expect(error?.error).toHaveLength(1);
    expect(skipped?.skipped).toEqual([{ message: "Not tried" }]);
  });

  it("is refused by the schema when a count is missing", async () => {
    const xml = checkJunit(lines).replace(' errors="1"', "");
    const { valid } = await validateXML({
      xml: { fileName: "check.xml", contents: xml },
      schema: SCHEMA,
    });
    expect(valid).toBe(false);
  });
});

it("CSV is read by a CSV reader, with the same columns in each row", () => {
  // It throws at a row of another length.
  const rows: string[][] = readCsv(checkCsv(lines), { bom: true });
  expect(rows[0]).toEqual(CSV_COLUMNS);
  expect(rows.map(({ length }) => length)).toEqual(Array(6).fill(CSV_COLUMNS.length));
  const cell = (row: number, column: (typeof CSV_COLUMNS)[number]) =>
    rows[row]?.[CSV_COLUMNS.indexOf(column)];
  expect(cell(1, "outcome")).toBe("accepted");
  expect(cell(1, "ms")).toBe("1234.6");
  expect(cell(1, "user")).toBe(USER);
  expect(cell(1, "expires")).toBe(new Date((NOW_SEC + 60) * 1_000).toISOString());
  expect(cell(2, "outcome")).toBe("refused");
  expect(cell(2, "cause")).not.toBe("");
  // No spreadsheet takes it for a formula.
  expect(cell(3, "file")).toBe(`'${ODD}.creds`);
  expect(cell(5, "outcome")).toBe("not-tried");
});

it("JSON has version 1 and its fields", () => {
  const { version, results } = JSON.parse(checkJson(lines, ASKS_NOTHING));
  expect(version).toBe(1);
  expect(results[0]).toEqual({
    ...{ file: "eu/a.creds", user: USER, account: ACCOUNT, server: "wss://nats.example.com" },
    ...{ outcome: "accepted", causes: expect.any(Array), ms: 1234.6 },
  });
  expect(results[1].causes[0]).toEqual({
    code: expect.any(String),
    certainty: expect.any(String),
  });
});

it("Markdown counts by server and lists what is not fine", () => {
  const text = checkMarkdown(lines, NOW);
  expect(text).toContain("# Creds: 1 of 5 checks fine");
  expect(text).toContain("| wss://other | 0 | 1 | 1 | 0 | 0 | 1 |");
  const wrong = text.split("\n").filter((line) => line.includes("creds |"));
  expect(wrong).toHaveLength(3);
});

it("no format holds a seed, a JWT or the query of an address, wherever they were put", () => {
  const bad = [
    lineOf(`${SEED} ${JWT}`, refused, `wss://h:1/p?token=hidden`, `${SEED}/${JWT}.creds`),
    lineOf("svc", { ...refused, errors: [`${JWT} ${SEED}`] }),
  ];
  const texts = [checkCsv(bad), checkJson(bad, ASKS_NOTHING), checkJunit(bad)];
  for (const text of [...texts, checkMarkdown(bad, NOW)]) {
    expect(text).not.toContain(SEED);
    expect(text).not.toContain("eyJ");
    expect(text).not.toContain("hidden");
  }
});
