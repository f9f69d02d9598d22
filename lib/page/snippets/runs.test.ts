// Each snippet is the one that ran: `npm run clients` kept the digest of its code. A snippet that was changed since
// has to run again.

import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { CASE_PORTS, RUN_CASES, snippetsOf } from "./run-cases";
import digests from "./run-digests.json";
import { runText } from "./run-text";
import type { SnippetId } from "./snippet";
import { snippets } from "./snippets";

const kept: Partial<Record<string, Partial<Record<string, string>>>> = digests;
const digestOf = (code: string) => createHash("sha256").update(code).digest("hex").slice(0, 16);
const ids = snippetsOf(RUN_CASES[0] as (typeof RUN_CASES)[0]).map(({ id }) => id);

describe("the snippets that ran", () => {
  it.each(ids)("%s is unchanged since, or npm run clients has to run it again", (id) => {
    const now = RUN_CASES.map((one) => {
      const code = snippetsOf(one).find((snippet) => snippet.id === id)?.code ?? "";
      return [one.name, digestOf(code)];
    });
    expect(kept[id]).toEqual(Object.fromEntries(now));
  });

  it("differ from one another, and each names the address that a run replaces", () => {
    for (const one of RUN_CASES) {
      const codes = snippetsOf(one).map(({ code }) => code);
      expect(new Set(codes).size).toBe(codes.length);
      for (const code of codes) {
        expect(code).toMatch(
          new RegExp(`127\\.0\\.0\\.1:(${Object.values(CASE_PORTS).join("|")})`, "u"),
        );
      }
    }
  });

  it("cover every client and every example", () => {
    const [one] = RUN_CASES;
    if (!one) throw new Error("no cases");
    expect(ids).toEqual(snippets(one.context, "queue").map(({ id }) => id));
    expect(new Set(RUN_CASES.map(({ variant }) => variant)).size).toBe(5);
  });
});

describe("the text of a run", () => {
  it("names client, day and server", () => {
    expect(runText("go")).toMatch(
      /^Ran with nats\.go [\d.]+ and Go [\d.]+ on \d{1,2} \w{3} \d{4}, against nats-server [\d.]+\.$/u,
    );
  });

  it("says of what was parsed alone that it did not run", () => {
    for (const id of ["dotnet", "ruby"] satisfies SnippetId[]) {
      expect(runText(id)).toMatch(/^Not run here\. .+ found no fault in its syntax on .+\.$/u);
    }
  });
});
