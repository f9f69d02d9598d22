// Every promise of the Security page names tests that exist, by file and title, and that are not skipped.

import { readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { PROMISES, type PromisedSentence } from "./promises-text";

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..");

/** How a test with this title begins in a file; null when there is none. */
function findTest(text: string, title: string): string | null {
  const quoted = [`"${title}"`, `\`${title}\``];
  const places = quoted.map((one) => text.indexOf(one)).filter((index) => index >= 0);
  const index = places[0];
  if (index === undefined) return null;
  // Back over line breaks, to what the title is passed to.
  return /[\w.]+(?:\([^\n]*\))?\(\s*$|\)\(\s*$/u.exec(text.slice(0, index))?.[0] ?? null;
}

const sentences = PROMISES.flatMap(({ promise, mechanism }) => [promise, ...mechanism]);

describe("each sentence that promises", () => {
  it.each(sentences)("is one sentence: $says", ({ says }) => {
    expect(says).toMatch(/^[A-Z].*\.$/u);
    expect(says.slice(0, -1)).not.toMatch(/[.;!?]\s/u);
  });

  it.each(sentences)("is held by tests that exist: $says", ({ heldBy }) => {
    for (const { file, title } of heldBy) {
      const text = readFileSync(path.join(root, file), "utf8");
      const call = findTest(text, title);
      expect(call, `${file}: ${title}`).toMatch(/^(?:test|it|team)?\b|^\)\($/u);
      expect(call, `${file}: ${title}`).not.toMatch(/skip|todo|fixme/u);
    }
  });

  it("does not compile without a test", () => {
    // @ts-expect-error heldBy needs at least one test.
    const unheld: PromisedSentence = { says: "Nothing can go wrong.", heldBy: [] };
    expect(unheld.heldBy).toEqual([]);
  });

  it("is not held by a title that no test has", () => {
    expect(findTest('test("a", () => {});', "b")).toBeNull();
    expect(findTest('// "a"', "a")).toBeNull();
    expect(findTest('test("a", () => {});', "a")).toBe("test(");
    expect(findTest('it.skip("a", () => {});', "a")).toBe("it.skip(");
  });
});
