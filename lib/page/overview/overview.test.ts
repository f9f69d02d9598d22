// The overview on a real vault: what the rows say of creds that were read, counted, searched and sorted.

import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openFiles } from "@/lib/page/actions/file-actions";
import { watchNotes } from "@/lib/page/actions/overview-actions";
import { vaultStore } from "@/lib/page/state/vault-store";
import { makeUser, nowSec } from "@/lib/testing/jwt";
import { makeKey } from "@/lib/testing/nkey";
import { fileOf, resetPage, startPage, toastOf } from "@/lib/testing/page-rig";
import { until } from "@/lib/testing/run-to-end";
import { orderRows } from "./order-rows";
import { credsCsv, expiryCalendar } from "./overview-export";
import { countRows, type OverviewRow, toRow } from "./overview-rows";
import { overviewStore, toggleTerm } from "./overview-store";
import { parseSearch } from "./search-rows";
import { whoCsv } from "./who-export";
import { whoMay } from "./who-may";

const DAY = 86_400;
const account = makeKey("account");
const user = (name: string, nats: object = {}, exp?: number) =>
  makeUser({ name, account, nats: { ...nats }, claims: exp === undefined ? {} : { exp } });

const USERS = [
  user("svc-10", { pub: { allow: ["orders.>"] }, sub: { allow: ["_INBOX.>"] } }),
  user("svc-9", { pub: { allow: ["orders.eu.created", "a", "b"] }, sub: { allow: ["a.b"] } }),
  user("wide", { pub: { allow: [">"] }, sub: { allow: ["_INBOX.>"] }, subs: 10 }),
  user("old", { pub: { allow: ["x"] } }, nowSec() - DAY),
  user("soon", { pub: { deny: ["orders.>"] }, sub: { allow: ["q work"] } }, nowSec() + 3 * DAY),
];

let rows: readonly OverviewRow[] = [];
let endNotes = () => {};
const now = Date.now();

const namesOf = (list: readonly OverviewRow[]) => list.map(({ entry }) => entry.label);
const found = (text: string) => namesOf(rows.filter(parseSearch(text, now).matches)).sort();

beforeAll(async () => {
  startPage();
  await openFiles([
    ...USERS.map(({ name, creds }) => fileOf(`eu/${name}.creds`, creds)),
    fileOf("us/broken.creds", "no creds at all"),
  ]);
  await until(() => vaultStore.getState().order.length === USERS.length + 1, "all files");
  // Its text is fetched when it is needed; the test must not end before.
  await toastOf("5 creds read, 1 file unreadable");
  endNotes = watchNotes();
  await until(() => overviewStore.getState().notes.size >= USERS.length, "the permissions");
  const { order, entries, sessions } = vaultStore.getState();
  rows = order.flatMap((id) => {
    const entry = entries.get(id);
    const note = overviewStore.getState().notes.get(id);
    const session = sessions.get(id);
    return entry
      ? [toRow({ entry, session, checked: null, note, accountName: "ORDERS" }, now)]
      : [];
  });
});

afterAll(async () => {
  endNotes();
  await resetPage();
});

describe("counts", () => {
  it("add up to all", () => {
    const { all, byStatus, expiring, wide } = countRows(rows);
    expect(all).toBe(USERS.length + 1);
    expect(Object.values(byStatus).reduce((sum, count) => sum + count, 0)).toBe(all);
    expect(byStatus).toMatchObject({ expired: 1, unreadable: 1, "not-tried": 4 });
    expect(expiring).toBe(1);
    // "old" has no subscribe list, and "soon" no list of what it may publish.
    expect(found("is:any-subject")).toEqual(["old", "soon", "wide"]);
    expect(wide).toBe(3);
  });

  it("any subject without limits is a filter of its own", () => {
    const { overPrivileged } = countRows(rows);
    const limited = rows.filter(({ isWide, note }) => isWide && note?.hasNoLimits !== true);
    expect(namesOf(limited)).toEqual(["wide"]);
    expect(overPrivileged).toBe(2);
    expect(found("is:over-privileged")).toEqual(["old", "soon"]);
    expect(parseSearch("is:over-privileged", now).needsRights).toBe(true);
  });
});

describe("search", () => {
  it.each([
    ["is:expired", ["old"]],
    ["is:unreadable", ["broken.creds"]],
    ["is:expired is:unreadable", ["broken.creds", "old"]],
    ["is:expiring", ["soon"]],
    ["expires<7d", ["soon"]],
    ["file:us/", ["broken.creds"]],
    ["file:eu/ -svc", ["old", "soon", "wide"]],
    ["may:publish:orders.eu.created", ["svc-10", "svc-9", "wide"]],
    ["may:publish:orders.us.created", ["svc-10", "wide"]],
    ["account:orders svc-9", ["svc-9"]],
  ])("%s", (text, wanted) => {
    const listed = found(text).map((name) => name.replace(/^us\//u, ""));
    expect(listed.sort()).toEqual(wanted);
  });

  it("a term that cannot be read is named and matches everything", () => {
    const { problems, matches } = parseSearch("is:nonsense", now);
    expect(problems).toEqual(["is:nonsense"]);
    expect(rows.every(matches)).toBe(true);
  });

  it("a tile adds its term, takes it away, and leaves words alone", () => {
    overviewStore.setState({ search: "svc is:expired" });
    toggleTerm("is:refused", false);
    expect(overviewStore.getState().search).toBe("svc is:refused");
    toggleTerm("is:expired", true);
    expect(overviewStore.getState().search).toBe("svc is:refused is:expired");
    toggleTerm("is:expired", true);
    toggleTerm("is:refused", false);
    expect(overviewStore.getState().search).toBe("svc");
  });
});

describe("order", () => {
  it("numbers in names count as numbers, and unreadable files come last both ways", () => {
    const ascending = namesOf(orderRows(rows, { column: "name", isDescending: false }));
    expect(ascending.slice(0, 5)).toEqual(["old", "soon", "svc-9", "svc-10", "wide"]);
    const descending = orderRows(rows, { column: "name", isDescending: true });
    expect(namesOf(descending).slice(0, 2)).toEqual(["wide", "svc-10"]);
    expect(descending.at(-1)?.status).toBe("unreadable");
  });

  it("by expiry, what expires first comes first", () => {
    const sorted = namesOf(orderRows(rows, { column: "expires", isDescending: false }));
    expect(sorted.slice(0, 2)).toEqual(["old", "soon"]);
  });
});

describe("who may", () => {
  const ask = (action: "publish" | "subscribe", subject: string, queue = "") =>
    whoMay(rows, { action, subject, queue });

  it("lists those that may first, the widest before the rest", () => {
    const answer = ask("publish", "orders.eu.created");
    expect(answer.asked).toBe(USERS.length);
    expect(answer.may).toBe(3);
    expect(namesOf(answer.rows.map(({ row }) => row))).toEqual([
      "wide",
      "svc-10",
      "svc-9",
      "old",
      "soon",
    ]);
    expect(answer.rows.map(({ by }) => by)).toEqual(["any", "wildcard", "name", "none", "none"]);
    expect(answer.kinds).toEqual({ allowed: 3, filtered: 0, unknown: 0, denied: 2 });
    expect(answer.ways).toEqual({ any: 1, wildcard: 1, name: 1, reply: 0, none: 2 });
    const rules = answer.rows.map(({ decision }) => decision.rule?.text ?? "");
    expect(rules).toEqual([">", "orders.>", "orders.eu.created", "", "orders.>"]);
  });

  it("a queue group decides, where a rule names one", () => {
    const answersOf = (queue: string) => {
      const answer = ask("subscribe", "q", queue).rows.find(
        ({ row }) => row.entry.label === "soon",
      );
      return [answer?.decision.kind, answer?.decision.reason];
    };
    expect(answersOf("work")).toEqual(["allowed", "allow-rule"]);
    expect(answersOf("other")).toEqual(["denied", "other-queue"]);
    expect(answersOf("")).toEqual(["denied", "queue-only"]);
  });

  it("is exported with the deciding rule", () => {
    const csv = whoCsv(ask("publish", "orders.eu.created").rows);
    const lines = csv.trimEnd().split("\r\n");
    expect(lines).toHaveLength(USERS.length + 1);
    expect(lines.find((line) => line.startsWith("svc-10,"))).toContain(
      ",publish,orders.eu.created,,allowed,no,allow orders.>,user JWT,",
    );
    for (const { key, jwt } of USERS) {
      expect(csv).not.toContain(key.seed);
      expect(csv).not.toContain(jwt.split(".")[2]);
    }
  });
});

describe("export", () => {
  it("has a line for each row and no secret", () => {
    const csv = credsCsv(rows);
    expect(csv.trimEnd().split("\r\n")).toHaveLength(rows.length + 1);
    for (const { key, jwt } of USERS) {
      expect(csv).toContain(key.publicKey);
      expect(csv).not.toContain(key.seed);
      expect(csv).not.toContain(jwt.split(".")[2]);
    }
  });

  it("the calendar has what expires later than now", () => {
    const calendar = expiryCalendar(rows, now);
    expect(calendar.match(/BEGIN:VEVENT/gu)).toHaveLength(1);
    expect(calendar).toContain("soon");
  });
});
