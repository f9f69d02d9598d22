import { expect, test } from "vitest";
import { textOf, utf8 } from "@/lib/testing/creds/make-creds";
import { cpuMs } from "@/lib/testing/creds/measure";
import { runAtOnce } from "@/lib/vault/base/turns";
import { readTextLines as readInSteps } from "./text-lines";

const readTextLines = (bytes: Uint8Array) => runAtOnce(readInSteps(bytes));

const shape = (text: string) => {
  const { bytes, lines } = readTextLines(utf8(text));
  return lines.map((line) => [
    textOf(bytes.subarray(line.start, line.end)),
    line.number,
    line.lineEnd,
  ]);
};

test("recognises every line end and numbers lines as an editor does", () => {
  expect(shape("a\nb\r\nc\rd\n\n e")).toEqual([
    ["a", 1, "lf"],
    ["b", 2, "crlf"],
    ["c", 3, "cr"],
    ["d", 4, "lf"],
    ["e", 6, "none"],
  ]);
});

test("\\n as two characters does not begin a new line of the editor", () => {
  expect(shape("a\\nb\\r\\nc\\\\nd\\re\nf\\x\\")).toEqual([
    ["a", 1, "escaped"],
    ["b", 1, "escaped"],
    ["c", 1, "escaped"],
    ["d", 1, "escaped"],
    ["e", 1, "lf"],
    ["f\\x\\", 2, "none"],
  ]);
});

test("notes white space around a line and blank lines before it", () => {
  expect(readTextLines(utf8(" \t\n\ta b \n")).lines).toMatchObject([
    { number: 2, isIndented: true, hasTrailingSpace: true, followsBlank: true, start: 4, end: 7 },
  ]);
});

test("recognises UTF-16 by its mark or its zero bytes, and does not change other bytes", () => {
  const utf16 = new Uint8Array(Buffer.from("abc\u2014\n\u00e9", "utf16le"));
  const read = readTextLines(utf16);
  expect([read.isUtf16, textOf(read.bytes)]).toEqual([true, "abc\u2014\n\ufffd\ufffd\ufffd"]);
  expect(readTextLines(Uint8Array.of(0, 0, 0, 0, 0)).isUtf16).toBe(false);
  expect(readTextLines(utf8("abc")).isUtf16).toBe(false);
});

test("cuts a flood of lines, and reads backslashes in little time", async () => {
  expect(readTextLines(utf8("a\n".repeat(300_000)))).toMatchObject({ isCut: true });
  const spent = await cpuMs(() => {
    readTextLines(utf8("\\".repeat(1_000_000)));
    readTextLines(utf8("\\r".repeat(150_000)));
  });
  expect(spent).toBeLessThan(3000);
});
