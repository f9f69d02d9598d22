// The overview on a real vault: what the rows say of creds that were read, counted, searched and sorted.

import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openFiles } from "@/lib/page/actions/file-actions";
import { prepareRows, watchNotes } from "@/lib/page/actions/overview-actions";
import { vaultStore } from "@/lib/page/state/vault-store";
import { ask as askVault } from "@/lib/page/vault-link/vault-calls";
import { makeUser, nowSec } from "@/lib/testing/jwt";
import { makeKey } from "@/lib/testing/nkey";
import { fileOf, resetPage, startPage, toastOf } from "@/lib/testing/page-rig";
import { until } from "@/lib/testing/run-to-end";
import { makeOperator } from "@/lib/testing/trust";
import { expiryCalendar, expiryCsv } from "./expiry-export";
import { countSpans, EXPIRY_SPANS } from "./expiry-spans";
import { orderRows } from "./order-rows";
import { credsCsv } from "./overview-export";
import { countRows, type OverviewRow, toRow } from "./overview-rows";
import { hasFilter, overviewStore, toggleTerms } from "./overview-store";
import { listRows } from "./row-list";
import { parseSearch } from "./search-rows";
import { inPlace } from "./steady-order";
import { whoCsv } from "./who-export";
import { MAX_QUESTIONS, matrixCsv, whoMatrix } from "./who-matrix";
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
      ? [
          toRow(
            { entry, session, checked: null, isWaiting: false, note, accountName: "ORDERS" },
            now,
          ),
        ]
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

  it("any subject without limits is one filter", () => {
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
    ["expires>1d expires<7d", ["soon"]],
    ["expires>7d", ["svc-10", "svc-9", "wide"]],
    ["expires>1y -expires:never", []],
    ["expires:never", ["svc-10", "svc-9", "wide"]],
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
    toggleTerms(["is:refused"], false);
    expect(overviewStore.getState().search).toBe("svc is:refused");
    toggleTerms(["is:expired"], true);
    expect(overviewStore.getState().search).toBe("svc is:refused is:expired");
    toggleTerms(["is:expired"], true);
    toggleTerms(["is:refused"], false);
    expect(overviewStore.getState().search).toBe("svc");
  });
});

describe("expiry", () => {
  it("each span lists as many creds as it counts, and all of them are all that can be read", () => {
    const counts = countSpans(rows, now);
    expect(counts).toMatchObject({ expired: 1, week: 1, never: 3, later: 0 });
    for (const { name, terms } of EXPIRY_SPANS) {
      expect(found(terms.join(" ")), name).toHaveLength(counts[name]);
    }
    const sum = Object.values(counts).reduce((total, count) => total + count, 0);
    expect(sum).toBe(USERS.length);
  });

  it("a span replaces other filters, and Shift adds to them", () => {
    overviewStore.setState({ search: "svc is:expired" });
    toggleTerms(["expires>1d", "expires<7d"], false);
    expect(overviewStore.getState().search).toBe("svc expires>1d expires<7d");
    toggleTerms(["is:accepted"], true);
    expect(hasFilter(overviewStore.getState().search)).toBe(true);
    toggleTerms([], false);
    expect(overviewStore.getState().search).toBe("svc");
    expect(hasFilter("svc may:publish:a")).toBe(false);
  });

  it("as CSV, what expires first comes first", () => {
    const [head, ...lines] = expiryCsv(rows, now).trimEnd().split("\r\n");
    expect(head).toBe("expires,days left,name,file,user,account,status");
    expect(lines.map((line) => line.split(",").slice(1, 3).join(" "))).toEqual(["0 old", "2 soon"]);
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

it("rows that were made ahead are those that the overview shows", async () => {
  await prepareRows("all");
  const { notes, order } = overviewStore.getState();
  const list = () => listRows(vaultStore.getState(), notes, Date.now());
  const before = list();
  const sorted = orderRows(before, order);
  await prepareRows("all");
  expect(list()).toBe(before);
  expect(orderRows(list(), order)).toBe(sorted);
});

it("time alone changes a row: it expires in the second after its last one", () => {
  const { notes } = overviewStore.getState();
  const soon = rows.find(({ entry }) => entry.label === "soon")?.expiresAtSec ?? 0;
  const statusAt = (ms: number) =>
    listRows(vaultStore.getState(), notes, ms).find(({ entry }) => entry.label === "soon")?.status;
  const lastMs = soon * 1_000 + 999;
  expect([lastMs - 60_000, lastMs, lastMs + 1, lastMs].map(statusAt)).toEqual([
    "not-tried",
    "not-tried",
    "expired",
    "not-tried",
  ]);
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

  it("a list of subjects is a matrix, counted by question and exported", () => {
    const list = "# mine\norders.eu.created\nsub q work\npub a b\n";
    const matrix = whoMatrix(rows, list);
    const asked = matrix.questions.map(({ action, subject, queue }) => [action, subject, queue]);
    expect(asked).toEqual([
      ["publish", "orders.eu.created", ""],
      ["subscribe", "orders.eu.created", ""],
      ["subscribe", "q", "work"],
    ]);
    expect(matrix.faults.map(({ fault }) => fault)).toEqual(["queue-with-publish"]);
    expect(matrix.rows).toHaveLength(USERS.length);
    // "old" has no subscribe list.
    expect([0, 1, 2].map(matrix.mayOf)).toEqual([3, 1, 2]);
    const wide = matrix.rows.find(({ entry }) => entry.label === "wide");
    expect(wide && matrix.decisionOf(wide, 0)?.rule?.text).toBe(">");
    expect(wide && matrix.decisionOf(wide, 3)).toBeNull();
    const [head, ...lines] = matrixCsv(matrix).trimEnd().split("\r\n");
    expect(head).toBe(
      "name,file,user,account,status,publish orders.eu.created,subscribe orders.eu.created,subscribe q work",
    );
    expect(lines.find((line) => line.startsWith("soon,"))).toMatch(/,denied,denied,allowed$/u);
  });

  it("a list beyond what can be shown says how much is left out", () => {
    const list = Array.from({ length: MAX_QUESTIONS + 5 }, (_, n) => `pub a.${n}`).join("\n");
    const { questions, leftOut } = whoMatrix(rows, list);
    expect([questions.length, leftOut]).toEqual([MAX_QUESTIONS, 5]);
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
    expect(calendar).toContain("SUMMARY:NATS creds expire: soon\r\n");
    for (const line of calendar.split("\r\n")) {
      expect(new TextEncoder().encode(line).length).toBeLessThanOrEqual(75);
    }
  });
});

describe("an account JWT", () => {
  it("that came while the overview was closed changes what is known", async () => {
    const mappingsOf = () =>
      [...overviewStore.getState().notes.values()].map(({ rules }) => rules?.rights.mappings);
    expect(mappingsOf().filter((mappings) => mappings === null)).toHaveLength(USERS.length);
    endNotes();
    const jwt = makeOperator("O").account("ORDERS", account);
    await openFiles([fileOf("ORDERS.jwt", jwt)]);
    await until(() => vaultStore.getState().trust.length === 1, "the account JWT");
    endNotes = watchNotes();
    const isKnown = () => mappingsOf().filter((mappings) => mappings != null).length;
    await until(() => isKnown() === USERS.length, "the permissions under the account JWT");
  });
});

describe("forgotten creds", () => {
  it("leave nothing in the overview, even while it is closed", async () => {
    endNotes();
    overviewStore.setState({ chosen: new Set(rows.map(({ id }) => id)) });
    await askVault("forgetAll", {});
    await until(() => vaultStore.getState().order.length === 0, "an empty keyring");
    const { notes, chosen } = overviewStore.getState();
    expect([notes.size, chosen.size]).toEqual([0, 0]);
  });
});

it("rows keep their places while a check runs, and new ones come last", () => {
  const [first, second, ...others] = rows;
  if (first === undefined || second === undefined) throw new Error("there are rows");
  const before = [second.id, first.id];
  expect(inPlace(rows, before)).toEqual([second, first, ...others]);
});
