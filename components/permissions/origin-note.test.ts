// What the tab Permissions says of the server's version, rendered.
import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, it } from "vitest";
import { compileRules, rulesOf } from "@/lib/page/permissions/rule-set";
import { NEWEST_TRIED, serverModel } from "@/lib/page/permissions/versions/server-model";
import { BypassNotes, OriginNote } from "./origin-note";
import type { EffectiveRights } from "./rights/effective-rights";

function notes(version: string | null): string {
  const { rights: own } = rulesOf({
    publish: { allow: ["orders.>"], deny: null },
    subscribe: { allow: null, deny: ["orders.>", "orders.new audit"] },
    responses: null,
  });
  const rights: EffectiveRights = {
    own,
    reported: null,
    rules: compileRules(own, serverModel(version)),
    difference: null,
    names: { account: "APP", user: "u", signingKey: "" },
    inboxPrefix: "_INBOX",
  };
  return [OriginNote, BypassNotes]
    .map((note) => renderToStaticMarkup(createElement(note, { rights })))
    .join("");
}

it("says nothing of the newest server that was tried, nor without a connection", () => {
  expect(notes(NEWEST_TRIED)).toBe("");
  expect(notes(null)).toBe("");
});

it("says that a server is newer than every version that was tried", () => {
  const html = notes("2.99.0");
  expect(html).toContain("<bdi>2.99.0</bdi> is newer than every version that was tried");
  expect(html).toContain(`decides as ${NEWEST_TRIED} does`);
  expect(html).not.toContain("data-bypass");
});

it("says where an older server lets these rules be passed by, and what to upgrade to", () => {
  const html = notes("2.12.5");
  const shown = [...html.matchAll(/data-bypass="([^"]+)"/g)].map(([, name]) => name);
  expect(shown).toEqual(["queue-deny", "trace", "deny-lookup"]);
  expect(html.match(/Upgrade the server to 2\.\d+\.\d+, [^<]* or newer\./g)).toHaveLength(3);
  expect(html).not.toContain("newer than every version");
});
