// Every way in which a server can refuse creds. The verdict is always "refused" and never a timeout. It quotes
// the server as evidence, and it names a cause if the creds or the server prove one.
import { expect } from "@playwright/test";
import { credsText, nowSec, type User } from "@/lib/testing/jwt";
import { makeKey } from "@/lib/testing/nkey";
import type { Lab } from "../fixtures/lab";
import { measureSlowness } from "../fixtures/pace";
import { test } from "../fixtures/test";

/** The limit for a refusal, on a usual machine. The slowest one here takes a fraction of it. */
const AT_ONCE = 2_000;

interface Case {
  readonly name: string;
  readonly make: (lab: Lab) => Pick<User, "creds">;
  /** The cause that the verdict proves; absent when neither the server nor the file shows it. */
  readonly cause?: string;
  /** True when the file alone shows the cause, before any connection. */
  readonly before?: boolean;
  readonly says?: RegExp;
}

/** Gives an hour of the day, UTC, that is not the present one. */
function otherHour(): { start: string; end: string } {
  const hour = new Date().getUTCHours();
  return hour < 12
    ? { start: "14:00:00", end: "15:00:00" }
    : { start: "02:00:00", end: "03:00:00" };
}

function tamper(jwt: string): string {
  const offset = jwt.lastIndexOf(".") + 10;
  return jwt.slice(0, offset) + (jwt[offset] === "A" ? "B" : "A") + jwt.slice(offset + 1);
}

const CASES: readonly Case[] = [
  {
    name: "expired",
    make: ({ trust }) => trust.user({ claims: { exp: nowSec() - 3600 } }),
    cause: "jwt/expired",
    before: true,
  },
  {
    name: "not yet valid",
    make: ({ trust }) => trust.user({ claims: { nbf: nowSec() + 3600 } }),
    cause: "jwt/not-yet-valid",
    before: true,
  },
  {
    name: "seed of another user",
    make: ({ trust }) => ({ creds: credsText(trust.user().jwt, makeKey("user").seed) }),
    cause: "seed/mismatch",
    before: true,
  },
  {
    name: "tampered signature",
    make: ({ trust }) => {
      const user = trust.user();
      return { creds: credsText(tamper(user.jwt), user.key.seed) };
    },
    cause: "jwt/signature",
    before: true,
  },
  {
    name: "WebSocket not allowed",
    make: ({ trust }) => trust.user({ nats: { allowed_connection_types: ["STANDARD"] } }),
    cause: "jwt/connection-type",
    before: true,
  },
  {
    name: "source address outside",
    make: ({ trust }) => trust.user({ nats: { src: ["192.0.2.0/24"] } }),
    cause: "jwt/source-address",
  },
  {
    name: "outside its time window",
    make: ({ trust }) => trust.user({ nats: { times: [otherHour()], times_location: "UTC" } }),
    cause: "jwt/outside-times",
    before: true,
  },
  { name: "revoked", make: ({ trust }) => trust.user({ key: trust.revoked }) },
  {
    name: "signing key unknown to the account",
    make: ({ trust }) => trust.user({ signer: makeKey("account") }),
  },
  { name: "account unknown", make: ({ trust }) => trust.user({ account: trust.foreign }) },
  {
    name: "account that may hold no connection",
    make: ({ trust }) => trust.user({ account: trust.full }),
    cause: "account/connection-limit",
    says: /maximum account active connections exceeded/i,
  },
];

for (const { name, make, cause, before = false, says = /Authorization Violation/ } of CASES) {
  test(`refused: ${name}`, async ({ workbench, lab, files, watch, page }) => {
    const server = await lab.server();
    await workbench.choose(files.write("some.creds", make(lab).creds));
    await workbench.expectKeys(1);
    const known = workbench.beforeConnecting.locator(`[data-cause="${cause}"]`);
    if (before) await expect(known).toHaveAttribute("data-certainty", "proven");
    expect(watch.sockets).toHaveLength(0);

    const { outcome, ms } = await workbench.connectTimed(server.wsUrl);
    expect(outcome).toBe("refused");
    expect(ms).toBeLessThan(AT_ONCE * (await measureSlowness(workbench.page)));
    await expect(page.locator("[data-key]")).toHaveAttribute("data-status", "refused");
    const proven = async () =>
      (await workbench.causes()).filter((shown) => shown.endsWith(" proven"));
    await expect.poll(proven).toEqual(cause === undefined ? [] : [`${cause} proven`]);
    await workbench.showProtocol();
    await expect(workbench.protocol.locator("[data-frame='in']", { hasText: says })).toHaveCount(1);
    await expect(workbench.verdict).toContainText(says);
    await expect(workbench.verdict).not.toHaveAttribute("data-retry-ms", /.*/);
    expect(watch.sockets, "one attempt, no other").toHaveLength(1);
  });
}

// With CONNECT and PING in separate frames only 7 of 20 arrived; the others broke off without a close frame.
test("the server's close frame arrives every time", async ({ workbench, lab, files }) => {
  const server = await lab.server();
  await workbench.choose(
    files.write("some.creds", lab.trust.user({ key: lab.trust.revoked }).creds),
  );
  await workbench.connect(server.wsUrl);
  await workbench.showProtocol();
  const closes = workbench.protocol.locator("[data-frame='in']", { hasText: "[close " });
  for (let count = 1; count <= 10; count++) {
    if (count > 1) await workbench.button("Connect").click();
    await expect(closes).toHaveCount(count);
    await expect(closes.last()).toContainText("[close 1008 Authentication Failure]");
  }
});

test("a server that is full is recognised at once", async ({ workbench, lab, files }) => {
  const server = await lab.serve({ config: `max_connections: 1\n${lab.trust.config}` });
  await lab.client(server.wsUrl);
  await workbench.choose(files.write("user.creds", lab.trust.user().creds));
  const { outcome, ms } = await workbench.connectTimed(server.wsUrl);
  expect(outcome).toBe("refused");
  expect(ms).toBeLessThan(AT_ONCE * (await measureSlowness(workbench.page)));
  await expect.poll(() => workbench.causes()).toContain("server/max-connections proven");
});

test("a server without login proves nothing", async ({ workbench, lab, files }) => {
  const server = await lab.serve({ config: "" });
  await workbench.choose(files.write("user.creds", lab.trust.user().creds));
  await workbench.connect(server.wsUrl);
  await workbench.expectVerdict("unchecked");
  await expect.poll(() => workbench.causes()).toContain("server/open proven");
});

test("a server that wants passwords refuses creds, and the page names its kind", async ({
  workbench,
  lab,
  files,
}) => {
  const server = await lab.serve({ config: "authorization { user: u, password: p }" });
  await workbench.choose(files.write("user.creds", lab.trust.user().creds));
  const { outcome, ms } = await workbench.connectTimed(server.wsUrl);
  expect(outcome).toBe("refused");
  expect(ms).toBeLessThan(AT_ONCE * (await measureSlowness(workbench.page)));
  await expect.poll(() => workbench.causes()).toContain("server/not-jwt proven");
});

test("a server that accepts strangers as another user proves nothing", async ({
  workbench,
  lab,
  files,
}) => {
  const server = await lab.serve({
    config: "authorization { users: [ { user: guest, password: guest } ] }\nno_auth_user: guest",
  });
  await workbench.choose(files.write("user.creds", lab.trust.user().creds));
  await workbench.connect(server.wsUrl);
  await workbench.expectVerdict("unchecked");
});

test("missing limits are zero: the page warns before connecting, and the server enforces them", async ({
  workbench,
  lab,
  files,
}) => {
  const server = await lab.server();
  const user = lab.trust.user({ nats: { subs: undefined, payload: undefined, data: undefined } });
  await workbench.choose(files.write("user.creds", user.creds));
  await expect(workbench.beforeConnecting.locator('[data-cause="jwt/limits-zero"]')).toBeVisible();
  await workbench.connect(server.wsUrl);
  // Versions differ: 2.10 ends the connection; 2.9 and 2.15 keep it and allow nothing.
  await expect(workbench.verdict).toHaveAttribute("data-verdict", /^(accepted|ended)$/);
  await expect.poll(() => workbench.causes()).toContain("jwt/limits-zero proven");
});
