import { describe, expect, it } from "vitest";
import { hitsOf } from "./hits";

const marked = (filter: string, text: string) => {
  const hits = hitsOf(filter);
  return hits === null ? null : [...text.matchAll(hits)].map(([hit]) => hit);
};

describe("what a filter marks", () => {
  it("is words in any case, and quoted ones as written", () => {
    expect(marked("eur", "EUR Eur europe")).toEqual(["EUR", "Eur", "eur"]);
    expect(marked("'Eur'", "EUR Eur europe")).toEqual(["Eur"]);
    expect(marked("größe", "GRÖSSE Größe")).toEqual(["Größe"]);
  });

  it("takes what a regular expression would read for what it is", () => {
    expect(marked('"a.b(c)[1]{2}|^$\\\\+*?/-"', "a.b(c)[1]{2}|^$\\+*?/- axb")).toEqual([
      "a.b(c)[1]{2}|^$\\+*?/-",
    ]);
  });

  it("is nothing for conditions that are no text", () => {
    expect(marked("orders.> size>10 .total > 5", "orders.eu 10 total")).toBeNull();
  });
});
