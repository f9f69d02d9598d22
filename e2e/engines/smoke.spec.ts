// The main job in every engine that this machine has: Chromium with the other browser tests, Firefox and WebKit as
// projects of their own. Everything else is tested in Chromium only.
import { expect } from "@playwright/test";
import type { User } from "@/lib/testing/jwt";
import { makeAuthority } from "../../scripts/bridge/testing/certificates.mjs";
import { makeSubject } from "../fixtures/connected";
import type { Lab } from "../fixtures/lab";
import { findClosedPort } from "../fixtures/odd-ports";
import type { TemporaryFiles } from "../fixtures/temporary-files";
import type { Product } from "./product";
import { test } from "./test";

interface Parts {
  readonly product: Product;
  readonly lab: Lab;
  readonly files: TemporaryFiles;
}

async function load(
  { product, lab, files }: Parts,
  options: Parameters<Lab["trust"]["user"]>[0] = {},
): Promise<User> {
  const user = lab.trust.user({ name: "svc-orders", ...options });
  await product.choose(files.write("svc-orders.creds", user.creds));
  await product.expectValue(`[data-key="${user.key.publicKey}"]`, "data-selected", "true");
  return user;
}

async function connect(parts: Parts): Promise<void> {
  const { wsUrl } = await parts.lab.server();
  const user = await load(parts);
  await parts.product.connect(user.key.publicKey, wsUrl);
  await parts.product.expectVerdict("accepted");
}

test.describe("smoke", { tag: "@engines" }, () => {
  test("load: the claims and checks of creds", async ({ product, lab, files }) => {
    const user = await load({ product, lab, files });
    await product.expectValue('[data-claim="sub"]', "data-value", user.key.publicKey);
    for (const check of ["signature", "seed", "validity"]) {
      await product.expectValue(`[data-check="${check}"]`, "data-state", "pass");
    }
  });

  test("verdict: accepted", async ({ product, lab, files }) => {
    await connect({ product, lab, files });
    await product.expectValue('[data-server="version"]', "data-value", await versionOf(lab));
  });

  test("refusal: the account JWT proves that the user was revoked", async ({
    product,
    lab,
    files,
  }) => {
    const { trust } = lab;
    const user = await load({ product, lab, files }, { key: trust.revoked });
    await product.connect(user.key.publicKey, (await lab.server()).wsUrl);
    await product.expectVerdict("refused");
    await product.choose(
      files.write("account.jwt", trust.ordersJwt),
      files.write("operator.jwt", trust.operatorJwt),
    );
    await product.expectFirstCause("account/user-revoked proven");
  });

  test("dead port: looking closer finds nothing", async ({ product, lab, files }) => {
    const user = await load({ product, lab, files });
    await product.connect(user.key.publicKey, await findClosedPort());
    await product.expectVerdict("unreachable");
    await expect.poll(() => product.causes()).not.toEqual([]);
    expect((await product.causes()).join()).not.toContain("net/not-listening likely");
    await product.press("Look closer");
    await product.expectFirstCause("net/not-listening likely");
  });

  test("wrong certificate: named, and the dead port ruled out", async ({ product, lab, files }) => {
    const { cert, key } = makeAuthority("unknown to the browser").issue({
      name: "nats",
      addresses: ["127.0.0.1"],
    });
    const [certFile, keyFile] = [files.write("nats.pem", cert), files.write("nats.key", key)];
    const server = await lab.serve({
      websocket: `tls { cert_file: "${certFile}", key_file: "${keyFile}" }`,
    });
    const user = await load({ product, lab, files });
    await product.connect(user.key.publicKey, server.wsUrl);
    await product.expectVerdict("unreachable");
    await expect.poll(() => product.causes()).not.toEqual([]);
    // Firefox tells a failed TLS handshake by its close code; the others need the look.
    if (!(await product.causes()).includes("net/certificate likely")) {
      await product.press("Look closer");
    }
    await expect.poll(() => product.causes()).toContain("net/certificate likely");
    await product.expectValue('[data-cause="net/not-listening"]', "data-certainty", "ruled-out");
  });

  test("subscribe: rows arrive", async ({ product, lab, files }) => {
    await connect({ product, lab, files });
    const subject = makeSubject();
    await product.subscribe(`${subject}.>`);
    const other = await lab.client((await lab.server()).wsUrl);
    for (let n = 0; n < 50; n++) other.publish(`${subject}.created`, `order ${n}`);
    await product.expectCount("received", 50);
    await expect.poll(() => product.text("[data-message]")).toContain("order 49");
  });

  test("publish: another client receives it", async ({ product, lab, files }) => {
    await connect({ product, lab, files });
    const subject = makeSubject();
    const other = await lab.client((await lab.server()).wsUrl);
    const received = other.subscribe(subject, { max: 1 });
    await other.flush();
    await product.write("Publish subject", subject);
    await product.write("Payload", "from the page");
    await product.press("Send");
    await product.expectValue("[data-sent]", "data-sent", "1");
    for await (const message of received) expect(message.string()).toBe("from the page");
  });

  test("filter and chart: what matches, over time", async ({ product, lab, files }) => {
    await connect({ product, lab, files });
    const subject = makeSubject();
    await product.subscribe(`${subject}.>`);
    const other = await lab.client((await lab.server()).wsUrl);
    for (let n = 0; n < 40; n++) other.publish(`${subject}.order`, JSON.stringify({ total: n }));
    await product.expectCount("received", 40);
    await product.write("Filter", ".total >= 30");
    await product.expectCount("matching", 10);
    await product.page.click({ role: "radio", name: "Time" });
    await expect
      .poll(() => product.page.run(() => document.querySelectorAll("canvas").length, null))
      .toBe(1);
  });

  test("export: the messages as a file", async ({ product, lab, files }) => {
    await connect({ product, lab, files });
    const subject = makeSubject();
    await product.subscribe(subject);
    const other = await lab.client((await lab.server()).wsUrl);
    for (let n = 0; n < 3; n++) other.publish(subject, `order ${n}`);
    await product.expectCount("received", 3);
    const text = await product.page.download({ role: "button", name: "Export" });
    const lines = text
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(lines.map(({ data }) => Buffer.from(data, "base64").toString())).toEqual([
      "order 0",
      "order 1",
      "order 2",
    ]);
  });

  test("policy: injected code and foreign hosts are stopped", async ({ product }) => {
    // A timer, since what a driver runs itself may be exempt from the policy.
    await product.page.run(() => {
      const attempt = (name: string, run: () => unknown) => {
        try {
          run();
        } catch (error) {
          window.faults.push(`${name} stopped: ${error instanceof Error ? error.name : error}`);
        }
      };
      setTimeout(() => {
        attempt("text as code", () => new Function("window.faults.push('text ran as code')")());
        attempt("text as markup", () => {
          document.createElement("div").innerHTML = "<b>markup</b>";
          window.faults.push("text became markup");
        });
        fetch("http://127.0.0.2:9/").catch(() => window.faults.push("fetch stopped"));
      });
    }, null);
    const stopped = () =>
      product.faults().then((all) => all.filter((one) => / stopped/u.test(one)));
    await expect.poll(stopped).toHaveLength(3);
    const faults = await product.faults();
    expect(faults.join()).not.toMatch(/ran as code|became markup/u);
    for (const directive of ["connect-src", "require-trusted-types-for"]) {
      expect(faults.some((one) => one === `violation: ${directive}`)).toBe(true);
    }
    await product.forgiveFaults();
  });
});

async function versionOf(lab: Lab): Promise<string> {
  const answer = await fetch(`${(await lab.server()).monitorUrl}/varz`);
  const { version } = (await answer.json()) as { version: string };
  return version;
}
