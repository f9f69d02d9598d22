import { describe, expect, it } from "vitest";
import { loadRegexEngine } from "@/lib/shared/console/regex";
import { hitsOf } from "./hits";

const marked = (filter: string, text: string) => {
  const hits = hitsOf(filter);
  return hits === null ? null : hits.words(text).map(({ start, end }) => text.slice(start, end));
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

describe("expressions", () => {
  const found = (filter: string, text: string, isCut = false) =>
    hitsOf(filter)
      ?.inText(text, isCut)
      .map(({ start, end }) => text.slice(start, end));
  it("are marked once the engine is loaded, and the words beside them at once", async () => {
    expect(found("/o-[0-9]+/", "o-1")).toBeUndefined();
    expect(found("lamp /o-[0-9]+/", "lamp o-1")).toEqual(["lamp"]);
    await loadRegexEngine();
    expect(found("/o-[0-9]+/", "🎉 o-1, o-22")).toEqual(["o-1", "o-22"]);
    expect(found("/LAMP/i", "Lamp lamp")).toEqual(["Lamp", "lamp"]);
    expect(found("-/usd/ | lamp", "usd lamp")).toEqual(["lamp"]);
    expect(found("lamp /la|shade/", "lamp shade"), "the longer one").toEqual(["lamp", "shade"]);
    expect(found("/x*/", "axx"), "never nothing").toEqual(["xx"]);
    expect(found("/[/", "[")).toBeUndefined();
  });
  it("know the ends of a text, and of a piece of it that they are none", async () => {
    await loadRegexEngine();
    expect(found("/^lamp|shade$/", "lamp lamp shade shade")).toEqual(["lamp", "shade"]);
    expect(found("/shade.$/", "a shade…", true)).toEqual([]);
    expect(hitsOf("/^lamp/")?.inPiece("lamp")).toEqual([]);
    expect(hitsOf("/l.mp/")?.inPiece("lamp")).toEqual([{ start: 0, end: 4 }]);
  });
  it("stop when they take long", async () => {
    await loadRegexEngine();
    // Each of the hits looks at all that follows.
    const costly = hitsOf("/a(.*b)?/");
    for (let row = 0; row < 30; row++) costly?.inText("a".repeat(16_000), false);
    expect(costly?.inText("a".repeat(16_000), false).length).toBeLessThan(2_000);
  });
});
