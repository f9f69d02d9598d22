import { describe, expect, it } from "vitest";
import { reportJson, reportOf } from "@/lib/page/diagnosis/report/report";
import type { ObservedSession } from "@/lib/page/diagnosis/verdict";
import { toBytes } from "@/lib/shared/base/bytes";
import { makeCreds } from "@/lib/testing/creds/make-creds";
import {
  ACCOUNT,
  attemptOf,
  endOf,
  factsOf,
  NOW,
  NOW_SEC,
  refusedWith,
  serverOf,
} from "@/lib/testing/diagnosis-facts";
import { readIfReport } from "./report-head";

const session = (change: Partial<ObservedSession>): ObservedSession => ({
  attempt: attemptOf(),
  server: null,
  outcome: "accepted",
  end: null,
  endCode: null,
  ...change,
});

const refused = session({ attempt: refusedWith("Authorization Violation"), outcome: "refused" });
const saved = reportOf(factsOf(), refused, [], NOW);
const json = reportJson(saved);
const read = (text: string) => readIfReport(toBytes(text));
const code = async (text: string) => {
  const result = await read(text);
  return result === null ? null : result.ok ? "ok" : result.fault.code;
};
/** The saved report with one change. */
const changed = (change: object) => JSON.stringify({ ...saved, ...change });

describe("a saved report", () => {
  const unreachable = attemptOf({
    address: "wss://h:9000",
    end: "server-closed",
    info: null,
    phases: {},
    signer: null,
  });
  const hostProbe = { http: null, https: true, pageOrigin: "https://p", monitoring: null };
  const zone = { ...factsOf({}, { expiresAtSec: NOW_SEC - 60, name: "n".repeat(9_000) }) };
  it.each([
    ["of a refusal", saved],
    ["of creds that were accepted", reportOf(factsOf(), session({ server: serverOf() }), [], NOW)],
    ["of creds that were never tried", reportOf(factsOf(), null, [], NOW)],
    [
      "of an unreachable server",
      reportOf(
        factsOf(),
        session({ attempt: unreachable, outcome: "unreachable", hostProbe: hostProbe }),
        [],
        NOW,
      ),
    ],
    ["of expired creds with an endless name", reportOf(zone, refused, [], NOW)],
    [
      "of a connection that ended",
      reportOf(
        factsOf(),
        session({
          outcome: "ended",
          end: endOf(["Stale Connection"], 1001),
          endCode: "ended/stale",
          clock: { aheadMs: -3, accuracyMs: 10, from: "page-host" },
        }),
        [],
        NOW,
      ),
    ],
    [
      "of creds that cannot be used",
      reportOf(factsOf({ unusable: { code: "creds/no-seed" } }), null, [], NOW),
    ],
    [
      "of names with any characters",
      reportOf(factsOf({}, { name: '"}\u202e\u0000{"format":' }), refused, [], NOW),
    ],
  ])("%s opens as it was made", async (_, report) => {
    expect(await read(reportJson(report))).toEqual({ ok: true, value: report });
  });

  it("opens with a byte order mark, without line breaks, with Windows line ends", async () => {
    const forms = [
      `\ufeff${json}`,
      JSON.stringify(saved),
      json.replaceAll("\n", "\r\n"),
      `\n ${json}`,
    ];
    expect(await Promise.all(forms.map(code))).toEqual(["ok", "ok", "ok", "ok"]);
  });
});

describe("what is not a report", () => {
  it("of version 2 is opened; it did not say who made it", async () => {
    const { madeBy, ...former } = { ...saved, version: 2 };
    expect(madeBy).toBe("Credence development");
    const opened = await read(JSON.stringify(former));
    expect(opened).toEqual({ ok: true, value: { ...saved, madeBy: null } });
  });

  it("creds, JWTs and other JSON are not read as reports", async () => {
    const { text: creds, jwt } = await makeCreds();
    for (const text of ["", "{", "[]", creds, jwt, '{"format":"other"}', `{"creds":${json}}`]) {
      expect(await read(text)).toBeNull();
    }
  });
});

describe("a report that is not opened", () => {
  it("of another version", async () => {
    expect(await read(changed({ version: 4, more: true }))).toMatchObject({
      fault: { code: "report/version", params: { version: 4, known: 3 } },
    });
  });

  it("cut off", async () => {
    for (const at of [40, 200, json.length - 3])
      expect(await code(json.slice(0, at))).toBe("report/broken");
  });

  it.each([
    ["a part is missing", { checks: undefined }],
    ["a part is unknown", { note: "x" }],
    ["a version that is not a number", { version: "1" }],
    ["an unknown outcome", { outcome: "fine" }],
    ["a maker that is no text", { madeBy: 3 }],
    ["a time that is not valid", { madeAt: "yesterday" }],
    ["a check with an unknown state", { checks: [{ ...saved.checks[0], state: "good" }] }],
    ["a cause without a certainty", { causes: [{ ...saved.causes[0], certainty: null }] }],
    ["a code that is not valid", { causes: [{ ...saved.causes[0], code: "<b>" }] }],
    ["evidence within evidence", { causes: [{ ...saved.causes[0], evidence: { a: {} } }] }],
    ["an endless text", { headline: "x".repeat(4_001) }],
    ["an endless list", { causes: new Array(81).fill(saved.causes[0]) }],
    ["an attempt of another shape", { attempt: { address: "ws://h" } }],
    ["a number that is a string", { attempt: { ...saved.attempt, elapsedMs: "7" } }],
  ])("%s", async (_, change) => {
    expect(await code(changed(change))).toBe("report/broken");
  });

  it("too large: it is not read as text", async () => {
    expect(await code(`${json}${" ".repeat(600_000)}`)).toBe("report/too-large");
  });

  it("with a seed, a JWT or a signature anywhere in it", async () => {
    const { seed, jwt, text: creds } = await makeCreds();
    const signature = jwt.split(".")[2] ?? "";
    expect(signature).toHaveLength(86);
    const identity = { ...saved.identity };
    const escaped = seed.replace("S", "\\u0053");
    for (const text of [
      changed({ headline: seed }),
      changed({ headline: seed.toLowerCase() }),
      changed({ identity: { ...identity, name: jwt } }),
      changed({ identity: { ...identity, name: signature } }),
      changed({ identity: { ...identity, account: `${ACCOUNT} ${seed}` } }),
      changed({ causes: [{ ...saved.causes[0], evidence: { [seed]: 1 } }] }),
      json.replace('"headline": "', `"headline": "${escaped}`),
      `${json}${creds}`,
    ]) {
      expect(await code(text)).toBe("report/secret");
    }
  });
});
