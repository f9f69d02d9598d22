// Creds in every file format that occurs: the page reads, names and checks each of them, and says what would
// make other clients refuse the file.
import fs from "node:fs";
import { fileURLToPath } from "node:url";
import { expect } from "@playwright/test";
import { credsText } from "@/lib/testing/jwt";
import { makeKey } from "@/lib/testing/nkey";
import { credsAuthenticator } from "../../scripts/sandbox/client.mjs";
import { test } from "../fixtures/test";

const DOCS_EXAMPLE = fileURLToPath(new URL("../data/docs-example.creds", import.meta.url));

test("the example of the NATS documentation is read fully", async ({ workbench }) => {
  await workbench.choose(DOCS_EXAMPLE);
  await workbench.expectKeys(1);
  await expect(workbench.claim("name")).toHaveAttribute("data-value", "omega");
  await expect(workbench.claim("exp")).toHaveCount(0);
  await workbench.expectCheck("signature", "pass");
  await workbench.expectCheck("seed", "pass");
  await expect(workbench.identity).toContainText(/version 1|v1/i);
  await expect(workbench.button("Connect")).toBeEnabled();
});

const utf16 = (text: string) =>
  Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, "utf16le")]);
const wrapped = (text: string) =>
  text.replace(/^ey.*$/m, (jwt) => (jwt.match(/.{1,64}/g) ?? []).join("\n"));

/** The format, the content, and the state of the check "form". */
const SHAPES: readonly [string, (text: string) => string | Uint8Array, "pass" | "warn"][] = [
  ["as the tools write it", (text) => text, "pass"],
  ["byte order mark", (text) => `\ufeff${text}`, "pass"],
  ["CRLF", (text) => text.replaceAll("\n", "\r\n"), "warn"],
  ["bare CR", (text) => text.replaceAll("\n", "\r"), "warn"],
  ["UTF-16", utf16, "warn"],
  ["no final newline", (text) => text.slice(0, text.lastIndexOf("------") + 6), "warn"],
  ["indented", (text) => text.replaceAll(/^/gm, "    "), "warn"],
  ["wrapped JWT", wrapped, "warn"],
  ["typographic dashes", (text) => text.replaceAll("-----", "\u2014\u2014\u2014"), "warn"],
  ["escaped, in JSON", (text) => JSON.stringify({ creds: text }), "warn"],
];

test("every format is read, and its format issues are shown", async ({ workbench, lab, files }) => {
  for (const [shape, write, state] of SHAPES) {
    await test.step(shape, async () => {
      const user = lab.trust.user({ name: shape });
      await workbench.choose(files.write(`${shape}.creds`, write(user.creds)));
      await expect(workbench.key(user.key.publicKey)).toBeVisible();
      await expect(workbench.claim("name")).toHaveAttribute("data-value", shape);
      await expect(workbench.claim("sub")).toHaveAttribute("data-value", user.key.publicKey);
      await workbench.expectCheck("signature", "pass");
      await workbench.expectCheck("seed", "pass");
      await workbench.expectCheck("form", state);
      await expect(workbench.button("Connect")).toBeEnabled();
    });
  }
});

test("swapped blocks are recognised by their content", async ({ workbench, lab, files }) => {
  const user = lab.trust.user();
  const swapped = credsText(user.key.seed, user.jwt);
  await workbench.choose(files.write("swapped.creds", swapped));
  await expect(workbench.key(user.key.publicKey)).toBeVisible();
  await workbench.expectCheck("form", "warn", "creds/blocks-swapped");
  await workbench.expectCheck("seed", "pass");
});

test("several creds in one file are several entries", async ({ workbench, lab, files }) => {
  const users = ["one", "two", "three"].map((name) => lab.trust.user({ name }));
  const all = users.map(({ creds }) => creds).join("\n");
  await workbench.choose(files.write("all.creds", all));
  await workbench.expectKeys(3);
  for (const { key, name } of users) {
    await workbench.select(key.publicKey);
    await expect(workbench.claim("name")).toHaveAttribute("data-value", name);
  }
});

test("a JavaScript client reads the cleaned copy", async ({ workbench, lab, files, page }) => {
  const user = lab.trust.user({ name: "svc-crlf" });
  const crlf = user.creds.replaceAll("\n", "\r\n");
  expect(() => credsAuthenticator(Buffer.from(crlf))("nonce")).toThrow();
  await workbench.choose(files.write("crlf.creds", crlf));
  await workbench.expectCheck("form", "warn", "creds/form");

  const downloading = page.waitForEvent("download");
  await page.getByRole("button", { name: /clean/i }).click();
  const download = await downloading;
  const text = fs.readFileSync(await download.path());
  const answer = credsAuthenticator(text)("nonce");
  expect(answer).toMatchObject({ jwt: user.jwt, nkey: user.key.publicKey });
});

test("a bad seed still shows the claims", async ({ workbench, lab, files }) => {
  const user = lab.trust.user({ name: "svc-typo" });
  const at = user.creds.indexOf(user.key.seed) + 20;
  const typo = user.creds[at] === "A" ? "B" : "A";
  const broken = user.creds.slice(0, at) + typo + user.creds.slice(at + 1);
  await workbench.choose(files.write("typo.creds", broken));
  await expect(workbench.claim("name")).toHaveAttribute("data-value", "svc-typo");
  await workbench.expectCheck("signature", "pass");
  await workbench.expectCheck("seed", "fail", "seed/malformed");
  await workbench.expectVerdict("unreadable");
  await expect(workbench.button("Connect")).toBeDisabled();
});

test("a bad JWT still shows whose seed it is", async ({ workbench, lab, files }) => {
  const user = lab.trust.user();
  const broken = user.creds.replace(/^ey[^.]+\./m, "eyJ.");
  await workbench.choose(files.write("broken.creds", broken));
  await workbench.expectVerdict("unreadable");
  await expect.poll(() => workbench.causes()).toContain("jwt/malformed proven");
  await expect(workbench.identity).toContainText(user.key.publicKey.slice(0, 6));
});

test("a seed of another user is seen before connecting", async ({ workbench, lab, files }) => {
  const user = lab.trust.user();
  const other = makeKey("user");
  await workbench.choose(files.write("mixed.creds", credsText(user.jwt, other.seed)));
  await workbench.expectCheck("seed", "fail", "seed/mismatch");
  await expect(workbench.beforeConnecting.locator('[data-cause="seed/mismatch"]')).toHaveAttribute(
    "data-certainty",
    "proven",
  );
});
