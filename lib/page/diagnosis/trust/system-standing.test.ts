import { describe, expect, it } from "vitest";
import type { TrustFacts } from "@/lib/shared/facts/creds";
import { infoOf, serverOf } from "@/lib/testing/diagnosis-facts";
import { identities } from "@/lib/testing/real-server";
import { readCreds } from "@/lib/vault/creds/read-creds";
import { standingOf } from "./system-standing";

const { makeAccount, makeKey, makeOperator } = identities;

async function trustOf(...jwts: readonly string[]): Promise<readonly TrustFacts[]> {
  const read = await Promise.all(
    jwts.map((jwt) =>
      readCreds(new TextEncoder().encode(jwt), { kind: "file", name: "x.jwt", bytes: 1 }),
    ),
  );
  return read.flat().flatMap((one) => (one.kind === "trust" ? [one.facts] : []));
}

const SYSTEM = makeKey("account");
const silent = serverOf({ info: infoOf({}) });

describe("whether a connection is of the system account", () => {
  it("is what the server says, before anything else", async () => {
    const operator = await makeOperator({ name: "OP", systemAccount: SYSTEM.publicKey });
    const trust = await trustOf(operator.jwt);
    const said = (inSystemAccount: boolean) => serverOf({ info: infoOf({ inSystemAccount }) });
    expect(standingOf(said(true), "A", trust)).toBe("system");
    expect(standingOf(said(false), SYSTEM.publicKey, trust)).toBe("other");
    expect(standingOf(serverOf({ answersSystem: false }), SYSTEM.publicKey, trust)).toBe("other");
  });

  it("follows from the operator JWT, where the server does not say", async () => {
    const operator = await makeOperator({ name: "OP", systemAccount: SYSTEM.publicKey });
    const app = await makeAccount({ name: "APP", operator });
    const trust = await trustOf(operator.jwt, app.jwt);
    expect(standingOf(silent, SYSTEM.publicKey, trust)).toBe("system");
    expect(standingOf(silent, app.publicKey, trust)).toBe("other");
  });

  it("is not known from a name, nor from an operator that has nothing to do with it", async () => {
    const [one, two] = [
      await makeOperator({ name: "ONE" }),
      await makeOperator({ name: "TWO", systemAccount: SYSTEM.publicKey }),
    ];
    const named = await makeAccount({ name: "SYS", operator: one });
    expect(standingOf(silent, named.publicKey, [])).toBe("unknown");
    expect(standingOf(silent, named.publicKey, await trustOf(named.jwt, one.jwt))).toBe("unknown");
    expect(standingOf(silent, named.publicKey, await trustOf(named.jwt, two.jwt))).toBe("unknown");
    expect(standingOf(silent, null, [])).toBe("unknown");
  });
});
