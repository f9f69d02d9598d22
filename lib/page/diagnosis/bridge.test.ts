// What going through the bridge changes in a diagnosis: its own words are causes, the server meets a TCP
// client, and the address that counts is not the user's.
import { describe, expect, it } from "vitest";
import { NO_OBSERVATIONS } from "@/lib/shared/diagnosis/findings";
import { namedCause, outcomeOf } from "@/lib/shared/diagnosis/outcome";
import type { AttemptRecord } from "@/lib/shared/facts/attempt";
import {
  attemptOf,
  factsOf,
  infoOf,
  NOW,
  refusedWith,
  serverOf,
} from "@/lib/testing/diagnosis-facts";
import { warningsBeforeConnecting } from "./before-connecting";
import { checksOf } from "./checks";
import { reportOf } from "./report/report";
import { reportMarkdown } from "./report/report-markdown-text";
import { causeText } from "./texts/cause-text";
import { checkText } from "./texts/check-text";
import { verdictOf } from "./verdict";

const turnedAway = (reason: string, change: Partial<AttemptRecord> = {}): AttemptRecord =>
  attemptOf({
    bridge: "prod-eu",
    end: "server-closed",
    info: null,
    close: { code: 4500, reason, wasClean: true },
    ...change,
  });

const verdict = (attempt: AttemptRecord, facts = factsOf()) =>
  verdictOf(
    facts,
    { attempt, server: null, outcome: outcomeOf(attempt, null, facts), end: null, endCode: null },
    NOW,
  );

describe("words of the bridge", () => {
  it("are proven, and name the target and what was found", () => {
    const found = verdict(turnedAway("bridge/upstream-tls CERT_HAS_EXPIRED"));
    expect(found?.outcome).toBe("unreachable");
    const [cause] = found?.causes ?? [];
    if (!cause) throw new Error("no cause");
    expect(cause).toMatchObject({ code: "bridge/upstream-tls", certainty: "proven" });
    const { title, meaning } = causeText(cause, NOW);
    expect(title).toContain("prod-eu");
    expect(meaning).toContain("has expired");
  });

  it("count only from the bridge: a server's own close reason is none", () => {
    const straight = turnedAway("bridge/origin", { bridge: null });
    expect(namedCause(straight, null, factsOf())).toBe("net/no-info");
  });

  it("an unknown code of the TLS library is shown as it came", () => {
    const [cause] = verdict(turnedAway("bridge/upstream-tls ERR_SSL_X"))?.causes ?? [];
    expect(cause && causeText(cause, NOW).meaning).toContain("(ERR_SSL_X)");
  });

  it("a refused client certificate after INFO is a refusal with its reason", () => {
    const found = verdict(turnedAway("bridge/upstream-tls ERR_SSL_X", { info: infoOf() }));
    expect(found?.outcome).toBe("refused");
    expect(found?.causes[0]?.code).toBe("bridge/upstream-tls");
  });

  it("the server's -ERR comes before the end of its connection", () => {
    const attempt = turnedAway("bridge/upstream-closed", {
      info: infoOf(),
      errors: ["maximum connections exceeded"],
    });
    expect(namedCause(attempt, null, factsOf())).toBe("server/max-connections");
  });

  it("a WebSocket that the page's own host did not take", () => {
    const seen = { socketOpened: false, close: { code: 1006, reason: "", wasClean: false } };
    expect(verdict(turnedAway("", seen))?.causes.map(({ code }) => code)).toEqual([
      "bridge/not-reached",
    ]);
  });
});

it("a report names the target, not the address of anything behind the bridge", () => {
  const attempt = turnedAway("bridge/upstream-refused ECONNREFUSED");
  const outcome = outcomeOf(attempt, null, factsOf());
  const seen = { attempt, server: null, outcome, end: null, endCode: null };
  const markdown = reportMarkdown(reportOf(factsOf(), seen, [], NOW));
  expect(markdown).toContain("| Through the bridge to | prod-eu |");
  expect(markdown).toContain("(proven, `bridge/upstream-refused`)");
});

describe("the kind of connection", () => {
  const through = { ...NO_OBSERVATIONS, bridge: "prod-eu" };
  const only = (type: string) => factsOf({}, {}, { connectionTypes: [type] });
  const codes = (type: string, seen = NO_OBSERVATIONS) =>
    warningsBeforeConnecting(only(type), [], NOW, seen).map(({ code }) => code);

  it("is STANDARD through the bridge, WEBSOCKET without it", () => {
    expect(codes("WEBSOCKET")).toEqual([]);
    expect(codes("WEBSOCKET", through)).toEqual(["jwt/connection-type"]);
    expect(codes("STANDARD")).toEqual(["jwt/connection-type"]);
    expect(codes("standard", through)).toEqual([]);
  });

  it("an attempt says which it was", () => {
    const seen = { attempt: attemptOf({ bridge: "prod-eu" }), server: serverOf() };
    const check = checksOf(only("STANDARD"), NOW, seen).find(({ id }) => id === "connection-type");
    expect(check?.state).toBe("pass");
    expect(check && checkText(check, NOW).title).toContain("bridge");
  });

  it("is named rightly in words", () => {
    const [cause] = warningsBeforeConnecting(only("WEBSOCKET"), [], NOW, through);
    expect(cause && causeText(cause, NOW).next).toContain("STANDARD");
  });
});

describe("the address that a server sees", () => {
  const facts = factsOf({}, {}, { source: ["10.0.0.0/8"] });
  const info = infoOf({ clientIp: null });

  it("is the bridge's, which is not told: not known before, possible after a refusal", () => {
    const through = { ...NO_OBSERVATIONS, bridge: "prod-eu" };
    const check = checksOf(facts, NOW, through).find(({ id }) => id === "source");
    expect(check?.state).toBe("unknown");
    expect(check && checkText(check, NOW).more).toContain("bridge");
    const refused = { ...refusedWith("Authorization Violation"), bridge: "prod-eu", info };
    expect(verdict(refused, facts)?.causes).toContainEqual(
      expect.objectContaining({ code: "jwt/source-address", certainty: "possible" }),
    );
  });

  it("nothing of that without a bridge", () => {
    const refused = { ...refusedWith("Authorization Violation"), info };
    expect(verdict(refused, facts)?.causes.map(({ code }) => code)).not.toContain(
      "jwt/source-address",
    );
  });
});
