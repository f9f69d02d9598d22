// Lists of subjects, ready-made and typed: their answers, their tables, and the line that would change them.

import { describe, expect, it } from "vitest";
import type { UserPermissions } from "@/lib/shared/facts/creds";
import { compareRights } from "./compare";
import { decide } from "./decide";
import { decisionsToCsv, decisionsToJson } from "./decision-table-text";
import { answerNeed } from "./need-answer";
import { defaultValues, NEED_IDS, type NeedId, partsOf } from "./needs";
import { compileRules, type Rights, rulesOf } from "./rule-set";
import { parseSubjectList } from "./subject-list";

const NAMES = { account: "APP", user: "svc orders", signingKey: "ASIGNER" };
const values = defaultValues("_INBOX");
const rules = (
  publish: Partial<UserPermissions["publish"]> = {},
  subscribe: Partial<UserPermissions["subscribe"]> = {},
  change: Partial<Rights> = {},
) => {
  const { rights, model } = rulesOf({
    publish: { allow: null, deny: null, ...publish },
    subscribe: { allow: null, deny: null, ...subscribe },
    responses: null,
  });
  return compileRules({ ...rights, ...change }, model);
};

describe("a ready-made need", () => {
  it.each(NEED_IDS)("%s is a yes without rules, and with just its own", (id) => {
    expect(answerNeed(rules(), id, values, NAMES)).toMatchObject({ verdict: "yes", fix: null });
    const parts = partsOf(id, values, rules().model);
    const of = (action: string) => parts.filter((one) => one.action === action);
    const exact = rules(
      { allow: of("publish").map(({ rule }) => rule) },
      { allow: of("subscribe").map(({ rule }) => rule) },
    );
    expect(answerNeed(exact, id, values, NAMES).verdict).toBe("yes");
  });

  it.each(NEED_IDS)("%s: what the fix adds makes it a yes", (id: NeedId) => {
    const none = rules({ allow: ["x"] }, { allow: ["x"] });
    const { verdict, fix } = answerNeed(none, id, values, NAMES);
    expect(verdict).toBe("no");
    const added = (flag: string) =>
      [...(fix?.lines[0] ?? "").matchAll(new RegExp(`--${flag} (?:'([^']*)'|(\\S+))`, "g"))].map(
        ([, quoted, plain]) => quoted ?? plain ?? "",
      );
    const replies = fix?.lines[0]?.includes("--allow-pub-response") ? { max: 1, ttlNs: 0 } : null;
    const fixed = rulesOf({
      publish: { allow: ["x", ...added("allow-pub")], deny: null },
      subscribe: { allow: ["x", ...added("allow-sub")], deny: null },
      responses: replies,
    });
    expect(answerNeed(fixed, id, values, NAMES).verdict).toBe("yes");
  });

  it("tells in one line what is missing, and with which command it comes", () => {
    const answer = answerNeed(
      rules({ allow: ["$JS.API.CONSUMER.MSG.NEXT.ORDERS.worker"] }),
      "consume",
      values,
      NAMES,
    );
    expect(answer.sentence).toBe(
      "Cannot consume stream ORDERS as worker: may not acknowledge messages.",
    );
    expect(answer.fix?.lines[0]).toMatch(
      /^nsc edit user --account APP --name 'svc orders' --allow-pub '\$JS\.ACK\.ORDERS\.worker\.>' /,
    );
    const partly = answerNeed(rules({ deny: ["$JS.API.INFO"] }), "consume", values, NAMES);
    expect(partly).toMatchObject({
      verdict: "partly",
      fix: { notes: [{}, {}].map(() => expect.any(String)) },
    });
    expect(partly.fix?.lines[0]).toContain("--rm '$JS.API.INFO'");
    const unsure = answerNeed(rules({}, {}, { doubt: "may-be-scoped" }), "request", values, NAMES);
    expect(unsure).toMatchObject({ verdict: "unknown", fix: null });
  });

  it("changes the rules where they come from", () => {
    const none = { allow: ["x"] };
    const line = (change: Partial<Rights>) =>
      answerNeed(rules(none, {}, change), "user-info", values, NAMES).fix?.lines[0];
    expect(line({ origin: "scope-template", scopeRole: "" })).toBe(
      "nsc edit signing-key --account APP --sk ASIGNER --allow-pub '$SYS.REQ.USER.INFO'",
    );
    expect(line({ origin: "account-default" })).toContain("nsc edit account --name APP ");
    expect(line({ origin: "server", scopeRole: "r" })).toContain("nsc edit signing-key");
  });

  it("goes by domain and inbox", () => {
    const other = { ...values, domain: "hub", inbox: "_IN_bob", bucket: "b" };
    const subjects = partsOf("kv-write", other, rules().model).map(({ subject }) => subject);
    expect(subjects).toContain("$JS.hub.API.STREAM.INFO.KV_b");
    expect(subjects).toContain("$JS.hub.API.$KV.b.id");
    expect(subjects).toContain("_IN_bob.id.*");
  });
});

describe("a typed list", () => {
  it("has a question or a fault a line", () => {
    const text = "pub a.b\r\nsub a.* q\n# note\n\na.c\na.>\nsub\npub a q\nsub a b c\npub a..b\n";
    expect(
      parseSubjectList(text).map(({ line, questions, fault }) => [line, questions.length, fault]),
    ).toEqual([
      [1, 1, null],
      [2, 1, null],
      [5, 2, null],
      [6, 1, null],
      [7, 0, "no-subject"],
      [8, 0, "queue-with-publish"],
      [9, 0, "too-many-words"],
      [10, 0, "invalid-subject"],
    ]);
  });

  it("leaves as a table that a spreadsheet takes for text", () => {
    const decisions = [
      decide(rules({ deny: ['a"b'] }), { action: "publish", subject: 'a"b', queue: "" }),
      decide(rules(), { action: "subscribe", subject: "=cmd", queue: "q" }),
    ];
    expect(decisionsToCsv(decisions).split("\r\n")).toEqual([
      "action,subject,queue,decision,rule,origin,why",
      'publish,"a""b",,denied,"deny a""b",user JWT,"Denied by a""b."',
      "subscribe,'=cmd,q,allowed,,user JWT,No rule restricts what this user may subscribe to.",
      "",
    ]);
    expect(JSON.parse(decisionsToJson(decisions))[1]).toMatchObject({
      action: "subscribe",
      subject: "=cmd",
      decision: "allowed",
    });
  });
});

it("two identities: what only one may", () => {
  const a = rules({ allow: ["orders.>"] }, { allow: ["work q"] });
  const b = rules({ allow: ["orders.*"], deny: ["orders.secret"] }, { allow: ["work"] });
  const rows = compareRights([a, b]).map(({ rule, question, allowed }) => [
    question.action,
    rule,
    allowed,
  ]);
  expect(rows).toEqual([
    ["publish", ">", []],
    ["publish", "orders.>", [0]],
    ["publish", "orders.*", [0, 1]],
    ["publish", "orders.secret", [0]],
    ["subscribe", ">", []],
    ["subscribe", "work q", [0, 1]],
    ["subscribe", "work", [1]],
  ]);
  const unsure = rules({}, {}, { doubt: "may-be-scoped" });
  const [row] = compareRights([a, unsure], [{ action: "publish", subject: "x", queue: "" }]);
  expect(row).toMatchObject({ rule: null, allowed: null });
});
