import { beforeAll, describe, expect, test } from "vitest";
import type { FormatIssue } from "@/lib/shared/facts/creds";
import { isRefusedByGo, isRefusedByNatsWs } from "@/lib/testing/creds/client-oracles";
import { credsText, type MadeCreds, makeCreds, utf8 } from "@/lib/testing/creds/make-creds";
import { answersTo, jwtOf, ODD_SHAPES, type OddShape } from "@/lib/testing/creds/odd-shapes";
import { cleanedCopy } from "./cleaned-copy";
import { CLIENT_FAMILIES } from "./clients/client-readers";
import { readCreds } from "./read-creds";
import type { CredsReading } from "./readings";

let made: MadeCreds;
beforeAll(async () => {
  made = await makeCreds({}, { name: "forms" });
});

const fileOf = (one: OddShape): Uint8Array<ArrayBuffer> => {
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

const answersOf = (form: readonly FormatIssue[]): Readonly<Record<string, string>> =>
  Object.fromEntries(
    form.flatMap(({ refusedBy }) => refusedBy.map(({ client, how }) => [client, how])),
  );

describe("format issues", () => {
  test.each(ODD_SHAPES)("$name", async (one) => {
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
    expect(answersOf(facts.form)).toEqual(answersTo(one));
    if (one.line !== undefined) {
      expect(facts.form.find((finding) => finding.code === one.finds[0])?.line).toBe(one.line);
    }
    const blamed = facts.form.filter((finding) => finding.refusedBy.length > 0);
    for (const { code } of blamed) expect(one.finds).toContain(code);
  });

  test.each(ODD_SHAPES)("the clients agree: $name", (one) => {
    const file = fileOf(one);
    const refuses = (family: string) => family in answersTo(one);
    expect({
      javascript: isRefusedByNatsWs(file, made.jwt),
      go: isRefusedByGo(file, made.jwt, made.seed, "go"),
      "go-nkeys": isRefusedByGo(file, made.jwt, made.seed, "go-nkeys"),
    }).toEqual({
      javascript: refuses("javascript"),
      go: refuses("go"),
      "go-nkeys": refuses("go-nkeys"),
    });
  });

  test.each(ODD_SHAPES)("every client reads the cleaned copy: $name", async (one) => {
    const { jwt, secret } = await readOne(fileOf(one));
    const { facts } = await readOne(cleanedCopy(jwt ?? "", secret));
    expect(facts.form).toEqual([]);
    expect(facts.seed.state).toBe("matches");
  });

  test("all clients refuse a JWT without a seed, in a block or bare", async () => {
    for (const text of [made.jwt, `${made.jwt}\n`, jwtOf(made)]) {
      const { facts } = await readOne(utf8(text));
      const bare = facts.form.find(({ code }) => code === "bare-jwt");
      expect(bare?.refusedBy.map(({ client }) => client)).toEqual(CLIENT_FAMILIES);
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
          {
            code: "crlf",
            line: 14,
            refusedBy: [
              { client: "javascript", how: "no-jwt" },
              { client: "python", how: "wrong-seed" },
              { client: "c-before-3.9", how: "wrong-seed" },
            ],
          },
        ],
      ],
    ]);
    expect(isRefusedByNatsWs(utf8(text), made.jwt)).toBe(false);
  });
});
