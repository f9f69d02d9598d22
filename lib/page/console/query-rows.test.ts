import { describe, expect, it } from "vitest";
import { newRow, rowsOf, textOfRows } from "./query-rows";

describe("a search as rows", () => {
  it("says the same as the text, whatever the text says", () => {
    for (const text of [
      "orders.> subject:orders lamp 'Two Words'",
      'header:Trace-Id header:Route="web eu" header:Route~"w\\"b"',
      "size>=10000 size<20 hex:0a0d",
      "-orders.eu.> -lamp -'Two Words' -header:Trace-Id -size>=10 -.total > 5",
      "reply:_INBOX.> status:503 -status:404",
      "size>=10 lamp | -'EUR' | orders.> .total > 5 | .paid",
      'subject:"a|b.c" subject:-a.b',
      "sub:orders.> sub:#2 /a b\\/[/]/ /x/i -/y/",
      "-(lamp eur) -(-lamp) (orders.> -lamp) (a | b)",
      "(a b) | -(c | -d) | -/x/ | -(a | b)",
      '.total > 100 .currency == "EUR" .items[*].id ~ "o-1" .code == "12" .gone == null .deep',
    ]) {
      expect(textOfRows(rowsOf(text))).toBe(text);
    }
  });

  it("joins a row to the filled-in rows of the same group only", () => {
    const text = (value: string, isOr: boolean) => ({ ...newRow("text"), value, isOr });
    const join = (...rows: readonly ReturnType<typeof text>[]) => textOfRows(rows);
    expect(join(text("a", true), text("b", true), text("c", false))).toBe("a | b c");
    expect(join(text("a", false), text("", false), text("c", true))).toBe("a c");
    expect(join(text("a", false), text("", true), text("c", true))).toBe("a | c");
  });

  it("keeps times to the millisecond", () => {
    const text = "after:2026-11-26T10:05:03.250Z before:2026-11-26T11:00:00.000Z";
    expect(textOfRows(rowsOf(text))).toBe(text);
  });

  it("leaves out what is not filled in or cannot be read", () => {
    const rows = [
      newRow("text"),
      { ...newRow("subject"), value: "a..b" },
      { ...newRow("size"), value: "many" },
      { ...newRow("hex"), value: "0a 0" },
      { ...newRow("json"), value: "to tal", other: "1" },
      { ...newRow("text"), value: "kept" },
    ];
    expect(textOfRows(rows)).toBe("kept");
  });

  it("takes what was typed as a JSON value for what it looks like", () => {
    const json = (other: string) => textOfRows([{ ...newRow("json"), value: ".a", other }]);
    const { value, other } = { value: "total", other: "1" };
    expect(textOfRows([{ ...newRow("json"), value, other }])).toBe(".total == 1");
    expect(json("12.5")).toBe(".a == 12.5");
    expect(json("true")).toBe(".a == true");
    expect(json("EUR")).toBe('.a == "EUR"');
    expect(json('"12"')).toBe('.a == "12"');
    expect(json("12 apples")).toBe('.a == "12 apples"');
  });
});
