import { describe, expect, it } from "vitest";
import { hitsOf } from "./hits";

const marked = (filter: string, text: string) => {
  const hits = hitsOf(filter);
  return hits === null ? null : [...text.matchAll(hits)].map(([hit]) => hit);
};

describe("what a filter marks", () => {
  it("is words in any case, and those in single quotes only in the same case", () => {
    expect(marked("eur", "EUR Eur europe")).toEqual(["EUR", "Eur", "eur"]);
    expect(marked("'Eur'", "EUR Eur europe")).toEqual(["Eur"]);
    expect(marked("größe", "GRÖSSE Größe")).toEqual(["Größe"]);
  });

  it("is taken literally where a regular expression would read it otherwise", () => {
    expect(marked('"a.b(c)[1]{2}|^$\\\\+*?/-"', "a.b(c)[1]{2}|^$\\+*?/- axb")).toEqual([
      "a.b(c)[1]{2}|^$\\+*?/-",
    ]);
  });

  it("is each of several words, and none that is excluded", () => {
    expect(marked("eur | lamp -usd", "eur lamp usd")).toEqual(["eur", "lamp"]);
    expect(marked("-usd | lamp", "usd lamp")).toEqual(["lamp"]);
    expect(marked("(eur -usd) | ((lamp)) -(us)", "eur lamp usd")).toEqual(["eur", "lamp"]);
  });

  it("is nothing for conditions other than text", () => {
    expect(marked("orders.> size>10 .total > 5", "orders.eu 10 total")).toBeNull();
  });
});
