// The copied command is run by a real shell, with a function `nats` that tells its arguments and what it reads.

import { execFileSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import { type PublishedAgain, publishCommand, requestCommand } from "./publish-command";

const encode = (text: string) => new TextEncoder().encode(text);

function message(change: Partial<PublishedAgain>): PublishedAgain {
  return { subject: "orders.new", reply: "", headers: [], payload: encode("x"), ...change };
}

/** The arguments of `nats`, and what it gets through a pipe. */
function run(change: Partial<PublishedAgain>) {
  const nats = `nats() { printf '%s\\0' "$@"; printf '\\0'; case "$*" in *--force-stdin*) cat;; esac; }`;
  // Through a pipe: no argument may be as long as the longest command.
  const out = execFileSync("sh", { input: `${nats}\n${publishCommand(message(change))}\n` });
  const end = out.indexOf("\0\0");
  return {
    args: out.subarray(0, end).toString().split("\0").slice(1),
    input: new Uint8Array(out.subarray(end + 2)),
  };
}

describe("the nats CLI command of a message", () => {
  it("is short for a plain message", () => {
    expect(publishCommand(message({ payload: encode('{"n":1}') }))).toBe(
      `nats pub orders.new '{"n":1}'`,
    );
  });

  it("gives every part through the shell unchanged", () => {
    const payload = 'it\'s $HOME `id` "!" \\ \n\tend';
    const headers = [
      ["Trace", "a b'c"],
      ["Trace", "2"],
    ] as const;
    const { args } = run({ subject: "a.$x", reply: "_INBOX.1", headers, payload: encode(payload) });
    const flags = ["--reply", "_INBOX.1", "-H", "Trace:a b'c", "-H", "Trace:2"];
    expect(args).toEqual([...flags, "a.$x", payload]);
  });

  it("keeps an empty payload, a dash and an at sign arguments", () => {
    expect(publishCommand(message({ payload: encode("") }))).toBe("nats pub orders.new ''");
    expect(run({ payload: encode("-1") }).args).toEqual(["--", "orders.new", "-1"]);
    expect(run({ payload: encode("@file") }).args).toEqual(["--", "orders.new", "@file"]);
  });

  it("keeps braces from being filled in", () => {
    const { args } = run({ payload: encode("{{Count}}"), headers: [["A", "{{ID}}"]] });
    expect(args).toEqual(["--no-templates", "-H", 'A:{{"{{"}}ID}}', "orders.new", "{{Count}}"]);
  });

  it("pipes what is no text, what has control characters, and what is too long", () => {
    for (const payload of [
      new Uint8Array([0, 255, 10, 0x7b, 0x7b]),
      encode("a\r\nb"),
      encode("x".repeat(120_000)),
    ]) {
      const { args, input } = run({ payload });
      expect(args.slice(-2)).toEqual(["--force-stdin", "orders.new"]);
      expect(input).toEqual(payload);
    }
  });

  it("asks with the same parts, but for the reply subject and a flag that nats req does not have", () => {
    const headers = [["Trace", "2"]] as const;
    const asked = { reply: "_INBOX.1", headers, payload: encode("{{ID}}") };
    expect(requestCommand(message(asked))).toBe(
      "nats req --no-templates -H Trace:2 orders.new '{{ID}}'",
    );
    expect(requestCommand(message({ payload: new Uint8Array([0, 255]) }))).toBe(
      "printf %s AP8= | base64 -d | nats req orders.new",
    );
  });
});
