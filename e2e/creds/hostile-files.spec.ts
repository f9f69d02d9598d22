// Files that are no creds, or are hostile: each gets a coded message, the page stays usable, and creds that
// were loaded before are still there.
import { expect, type Locator } from "@playwright/test";
import { credsText, signToken, standardClaims } from "@/lib/testing/jwt";
import { makeKey, type NatsKey } from "@/lib/testing/nkey";
import type { Lab } from "../fixtures/lab";
import { test } from "../fixtures/test";
import type { Workbench } from "../fixtures/workbench";

const good = (lab: Lab) => lab.trust.user({ name: "svc-good" });

/** Checks that the page answers at once and still has the good creds. */
async function expectUsable(workbench: Workbench, key: NatsKey): Promise<void> {
  await workbench.select(key.publicKey);
  await expect(workbench.claim("name")).toHaveAttribute("data-value", "svc-good");
  await expect(workbench.button("Connect")).toBeEnabled();
}

const UNREADABLE: readonly [string, string | Uint8Array, string][] = [
  ["empty", "", "creds/empty"],
  ["prose.creds", "Dear reader, nothing here is a key.\n", "creds/not-creds"],
  ["picture.creds", Buffer.from("89504e470d0a1a0a0000000d49484452", "hex"), "creds/not-creds"],
];

for (const [name, content, code] of UNREADABLE) {
  test(`${name}: ${code}`, async ({ workbench, lab, files }) => {
    const user = good(lab);
    await workbench.choose(files.write("good.creds", user.creds));
    await expect(workbench.key(user.key.publicKey)).toBeVisible();
    await workbench.choose(files.write(name, content));
    await workbench.expectKeys(2);
    await workbench.expectVerdict("unreadable");
    await expect.poll(() => workbench.causes()).toContain(`${code} proven`);
    await expect(workbench.button("Connect")).toBeDisabled();
    await expectUsable(workbench, user.key);
  });
}

test("100 MB: refused in a moment", async ({ workbench, lab, files }) => {
  const user = good(lab);
  await workbench.choose(files.write("good.creds", user.creds));
  await expect(workbench.key(user.key.publicKey)).toBeVisible();
  await workbench.choose(files.sparse("disk-image.creds", 100 * 1024 * 1024));
  await workbench.expectVerdict("unreadable");
  await expect.poll(() => workbench.causes()).toContain("creds/too-large proven");
  await expectUsable(workbench, user.key);
});

/** Makes creds whose JWT holds exactly this JSON under `nats`, with a valid signature. */
function credsWith(account: NatsKey, natsJson: string, claimsJson = ""): [string, NatsKey] {
  const key = makeKey("user");
  const standard = JSON.stringify(standardClaims("svc-odd", key, account)).slice(0, -1);
  const jwt = signToken(`${standard}${claimsJson},"nats":${natsJson}}`, account);
  return [credsText(jwt, key.seed), key];
}

const NATS = '"type":"user","version":2,"subs":-1,"data":-1,"payload":-1';

test("JSON of 10,000 levels", async ({ workbench, lab, files }) => {
  const user = good(lab);
  await workbench.choose(files.write("good.creds", user.creds));
  await expect(workbench.key(user.key.publicKey)).toBeVisible();
  const deep = `${"[".repeat(10_000)}${"]".repeat(10_000)}`;
  const [creds] = credsWith(lab.trust.orders, `{${NATS},"deep":${deep}}`);
  await workbench.choose(files.write("deep.creds", creds));
  await workbench.expectKeys(2);
  await workbench.expectVerdict("unreadable");
  await expect.poll(() => workbench.causes()).toContain("jwt/malformed proven");
  await expectUsable(workbench, user.key);
});

test("__proto__ in the claims changes nothing", async ({ workbench, lab, files, page }) => {
  const user = good(lab);
  await workbench.choose(files.write("good.creds", user.creds));
  await expect(workbench.key(user.key.publicKey)).toBeVisible();
  const nats = `{${NATS},"__proto__":{"bearer_token":true,"polluted":"yes"}}`;
  const [creds, key] = credsWith(lab.trust.orders, nats, ',"__proto__":{"polluted":"yes"}');
  await workbench.choose(files.write("proto.creds", creds));
  await expect(workbench.key(key.publicKey)).toBeVisible();
  await expect(workbench.claim("name")).toHaveAttribute("data-value", "svc-odd");
  await workbench.expectCheck("signature", "pass");
  const polluted = () => Reflect.get({}, "polluted") ?? "";
  expect(await page.evaluate(polluted)).toBe("");
  for (const worker of page.workers()) expect(await worker.evaluate(polluted)).toBe("");
  await expectUsable(workbench, user.key);
});

test("numbers too large to be exact", async ({ workbench, lab, files }) => {
  const user = good(lab);
  await workbench.choose(files.write("good.creds", user.creds));
  await expect(workbench.key(user.key.publicKey)).toBeVisible();
  const [creds] = credsWith(lab.trust.orders, `{${NATS}}`, ',"exp":99999999999999999999999');
  await workbench.choose(files.write("huge.creds", creds));
  await workbench.expectKeys(2);
  // Servers read plain 64-bit integers only, so this JWT cannot be accepted anywhere.
  await expect(coded(workbench, "jwt/malformed", "jwt/claims")).not.toHaveCount(0);
  await expectUsable(workbench, user.key);
});

const coded = (workbench: Workbench, ...codes: readonly string[]): Locator =>
  workbench.page.locator(
    codes.flatMap((code) => [`[data-cause="${code}"]`, `[data-code="${code}"]`]).join(","),
  );

test("a name that reorders text is shown with marks", async ({ workbench, lab, files }) => {
  const name = "svc-\u202Eorders\u0007";
  const user = lab.trust.user({ name });
  await workbench.choose(files.write("bidi.creds", user.creds));
  await expect(workbench.claim("name")).toHaveAttribute("data-value", name);
  await expect(workbench.claim("name")).toContainText("U+202E");
  await expect(workbench.claim("name")).toContainText("U+0007");
  const shown = (await workbench.page.locator("body").innerText()) + (await workbench.page.title());
  expect(shown).not.toContain("\u202E");
});
