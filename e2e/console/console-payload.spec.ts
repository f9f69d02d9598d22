// One message in detail: headers, reply subject, every payload format, and bytes that arrive unchanged.
import { readFileSync } from "node:fs";
import { deflateRawSync, gzipSync } from "node:zlib";
import { expect } from "@playwright/test";
import { headers } from "../../scripts/sandbox/client.mjs";
import { makeSubject, test } from "../fixtures/connected";

/** Written by other implementations (make_payloads.py). */
const {
  packed,
  schemas,
}: {
  packed: readonly { packing: string; payload: string }[];
  schemas: readonly { name: string; text: string; payload: string }[];
} = JSON.parse(readFileSync("lib/testing/payloads/payloads.json", "utf8"));

test("headers and reply subject are shown as sent", async ({ workbench, connected: { other } }) => {
  const subject = makeSubject();
  await workbench.subscribe(subject);
  const fields = headers();
  fields.append("Trace-Id", "abc-123");
  fields.append("traceparent", `00-${"4b".repeat(16)}-${"f0".repeat(8)}-01`);
  fields.append("Route", "web");
  fields.append("Route", "eu");
  other.publish(subject, "with headers", { headers: fields, reply: `${subject}.answer` });
  await workbench.openRow("with headers");
  for (const text of [
    "Trace-Id",
    "abc-123",
    "Route",
    "web",
    "eu",
    `${subject}.answer`,
    "sampled.",
  ]) {
    await expect(workbench.message).toContainText(text);
  }
  const refused = headers();
  refused.append("Nats-Service-Error", "out of lamps");
  refused.append("Nats-Service-Error-Code", "409");
  other.publish(subject, "", { headers: refused });
  await workbench.openRow("service error 409 out of lamps");
  await expect(workbench.message.locator("[data-service-error]")).toHaveAttribute(
    "data-service-error",
    "409",
  );
});

test("JSON is pretty, and also text, hex and base64", async ({
  workbench,
  connected: { other },
}) => {
  const subject = makeSubject();
  await workbench.subscribe(subject);
  const text = '{"order":{"id":"o-1","lines":[1,2,{"deep":true}]},"big":12345678901234567890}';
  other.publish(subject, text);
  await workbench.openRow("o-1");
  const chosen = workbench.message.getByRole("radio", { checked: true });
  await expect(chosen).toHaveAccessibleName("JSON");
  await expect(workbench.payload).toContainText("deep");
  await expect(workbench.payload, "a number is not rounded").toContainText("12345678901234567890");

  await workbench.format("Text");
  await expect(workbench.payload).toHaveText(text);
  await workbench.format("Hex");
  const bare = async () => (await workbench.payload.innerText()).replaceAll(/\s/g, "");
  await expect
    .poll(async () => (await bare()).toLowerCase())
    .toContain(Buffer.from(text.slice(0, 8)).toString("hex"));
  await workbench.format("Base64");
  await expect.poll(bare).toBe(Buffer.from(text).toString("base64"));
});

test("binary is byte-exact", async ({ workbench, connected: { other } }) => {
  const subject = makeSubject();
  await workbench.subscribe(subject);
  const bytes = Buffer.from(Array.from({ length: 512 }, (_, n) => (n * 7 + (n >> 8)) & 0xff));
  other.publish(subject, bytes);
  await workbench.expectCount("received", 1);
  await workbench.rows.first().click();
  await expect(workbench.message).toBeVisible();
  await expect(workbench.message.getByRole("radio", { checked: true })).toHaveAccessibleName("Hex");
  await workbench.format("Base64");
  const bare = async () => (await workbench.payload.innerText()).replaceAll(/\s/g, "");
  await expect.poll(bare).toBe(bytes.toString("base64"));
});

test("MessagePack and CBOR are shown as a tree, and what cannot be decoded says why", async ({
  workbench,
  page,
  connected: { other },
}) => {
  const subject = makeSubject();
  await workbench.subscribe(`${subject}.>`);
  const hex = (text: string) => Buffer.from(text, "hex");
  const fields = headers();
  fields.append("Content-Type", "application/msgpack");
  other.publish(`${subject}.msgpack`, hex("82a7636f6d70616374c3a6736368656d6100"));
  other.publish(`${subject}.cbor`, hex("bf6161016162820203ff"));
  other.publish(`${subject}.damaged`, hex("82a763"), { headers: fields });
  await workbench.expectCount("received", 3);
  const chosen = workbench.message.getByRole("radio", { checked: true });
  await workbench.openRow(`${subject}.msgpack`);
  await expect(chosen).toHaveAccessibleName("MessagePack");
  await expect(workbench.payload).toContainText('"compact": true');
  await workbench.openRow(`${subject}.cbor`);
  await expect(chosen).toHaveAccessibleName("CBOR");
  await expect(workbench.payload).toContainText('"a": 1');
  await workbench.openRow(`${subject}.damaged`);
  await expect(chosen).toHaveAccessibleName("Hex");
  await workbench.format("MessagePack");
  await expect(page.locator("[data-decode-fault]")).toHaveAttribute(
    "data-decode-fault",
    "decode/malformed",
  );
});

test("compressed payloads are unpacked, by content and by header", async ({
  workbench,
  page,
  connected: { other },
}) => {
  const subject = makeSubject();
  await workbench.subscribe(`${subject}.>`);
  const text = '{"order":"o-2203","boxes":[1,2,3]}';
  const fields = headers();
  fields.append("Content-Encoding", "deflate");
  other.publish(`${subject}.gzip`, gzipSync(text));
  other.publish(`${subject}.deflate`, deflateRawSync(text), { headers: fields });
  for (const name of ["zstd", "snappy-framed"]) {
    const { payload } = packed.find(({ packing }) => packing === name) ?? { payload: "" };
    other.publish(`${subject}.${name}`, Buffer.from(payload, "base64"));
  }
  other.publish(`${subject}.damaged`, gzipSync(text).subarray(0, 30));
  other.publish(`${subject}.bare`, deflateRawSync(text));
  await workbench.expectCount("received", 6);
  const row = workbench.rows.filter({ hasText: `${subject}.gzip` });
  await expect(row, "the row says what is inside").toContainText(`gzip${text}`);
  const chosen = workbench.message.getByRole("radio", { checked: true });
  for (const [name, label] of [
    ["gzip", "Gzip"],
    ["deflate", "Deflate"],
    ["zstd", "Zstd"],
    ["snappy-framed", "Framed Snappy"],
  ] as const) {
    await workbench.openRow(`${subject}.${name}`);
    await expect(chosen).toHaveAccessibleName(label);
    await expect(workbench.payload).toContainText("o-2203");
    await expect(page.locator("[data-packed]")).toHaveAttribute("data-packed", name);
  }
  // Nothing tells that this is deflate. A choice is for the subject, and for its rows.
  await workbench.openRow(`${subject}.bare`);
  await expect(chosen).toHaveAccessibleName("Hex");
  await workbench.message.getByLabel("Read as").selectOption("Deflate");
  await expect(chosen).toHaveAccessibleName("Deflate");
  await expect(workbench.payload).toContainText("o-2203");
  await expect(workbench.rows.filter({ hasText: `${subject}.bare` })).toContainText(
    `deflate${text}`,
  );
  await workbench.message.getByLabel("Read as").selectOption("Zstd");
  await expect(page.locator("[data-packed]")).toContainText("not unpacked");
  await workbench.message.getByLabel("Read as").selectOption("what it looks like");
  await expect(page.locator("[data-packed]")).toHaveCount(0);
  await workbench.openRow(`${subject}.damaged`);
  await expect(chosen).toHaveAccessibleName("Hex");
  await workbench.format("Gzip");
  await expect(page.locator("[data-decode-fault]")).toHaveAttribute(
    "data-decode-fault",
    "decode/malformed",
  );
});

test("two messages are compared by structure, text, bytes and headers", async ({
  workbench,
  page,
  connected: { other },
}) => {
  const subject = makeSubject();
  await workbench.subscribe(subject);
  const fields = headers();
  fields.append("Trace-Id", "abc-123");
  other.publish(subject, '{"id":"o-1","region":"us","lines":[1,2]}');
  other.publish(subject, gzipSync('{"region":"eu","id":"o-1","lines":[1,2,3]}'), {
    headers: fields,
  });
  await workbench.expectCount("received", 2);
  await workbench.rows.last().click();
  await expect(workbench.payload).toContainText("eu");
  // The partner is the message before it on the subject.
  await page.keyboard.press("d");
  const count = workbench.message.locator("[data-differences]");
  await expect(count).toHaveText("2 values differ");
  const changed = workbench.message.locator('[data-diff-row="changed"]');
  await expect(changed).toContainText(['"region": "us"']);
  await expect(changed).toContainText(['"region": "eu"']);
  await workbench.message.getByRole("checkbox", { name: "Only differences" }).check();
  await expect(workbench.message.locator('[data-diff-row="same"]')).toHaveCount(0);
  await workbench.format("Text");
  await expect(count).toHaveText("1 line differs");
  await workbench.format("Headers");
  await expect(count).toHaveText("1 header differs");
  await workbench.format("Hex");
  await expect(count).toContainText("bytes differ");
  await page.keyboard.press("d");
  await expect(workbench.payload).toContainText("eu");
});

test("text outside ASCII, and invisible text", async ({ workbench, connected: { other } }) => {
  const subject = makeSubject();
  await workbench.subscribe(subject);
  other.publish(subject, "Zażółć こんにちは \u202Eevil");
  await workbench.openRow("こんにちは");
  await expect(workbench.message.getByRole("radio", { checked: true })).toHaveAccessibleName(
    "Text",
  );
  await expect(workbench.payload).toContainText("Zażółć こんにちは");
  await expect(workbench.payload).toContainText("U+202E");
  expect(await workbench.payload.innerText()).not.toContain("\u202E");
});

test("markup in a payload stays text", async ({ workbench, page, connected: { other } }) => {
  const subject = makeSubject();
  await workbench.subscribe(subject);
  other.publish(subject, '<img src=x onerror="window.ran = 1"><b id="injected">bold</b>');
  await workbench.openRow("injected");
  await expect(workbench.payload).toContainText("<b id=");
  expect(await page.locator("#injected").count()).toBe(0);
  expect(await page.evaluate(() => Reflect.get(window, "ran") ?? 0)).toBe(0);
});

test("protobuf is guessed, then read by a schema that was dropped, and Avro by its fingerprint", async ({
  workbench,
  page,
  connected: { other },
}) => {
  const subject = makeSubject();
  await workbench.subscribe(`${subject}.>`);
  const proto = schemas.find(({ name }) => name === "proto");
  // A single object: it begins with C3 01.
  const avro = schemas.find(({ payload }) => payload.startsWith("wwG"));
  other.publish(`${subject}.proto`, Buffer.from(proto?.payload ?? "", "base64"));
  other.publish(`${subject}.avro`, Buffer.from(avro?.payload ?? "", "base64"));
  await workbench.expectCount("received", 2);
  const chosen = workbench.message.getByRole("radio", { checked: true });
  await workbench.openRow(`${subject}.proto`);
  await expect(chosen).toHaveAccessibleName("Protobuf");
  await expect(workbench.payload).toContainText('"1 text?": "o-2203"');
  await expect(workbench.message.locator("[data-guess]")).toBeVisible();

  await workbench.message.getByRole("button", { name: "Add a schema" }).click();
  const dialog = page.getByRole("dialog", { name: "Schemas" });
  const files = [proto, avro].map((schema) => ({
    name: schema === avro ? "order.avsc" : "order.proto",
    mimeType: "text/plain",
    buffer: Buffer.from(schema?.text ?? ""),
  }));
  await dialog.getByLabel("Schema files").setInputFiles(files);
  await expect(dialog.locator('[data-schema="order.proto"]')).toContainText("2 message types");
  await dialog.getByRole("textbox", { name: "Subjects of the type" }).fill(`${subject}.proto`);
  await dialog.getByLabel("Type of the subjects").selectOption("shop.v1.Order");
  await dialog.getByRole("button", { name: "Add", exact: true }).click();
  await expect(dialog.locator("[data-mapping]")).toHaveAttribute(
    "data-mapping",
    `${subject}.proto`,
  );
  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
  await expect(workbench.payload).toContainText('"state": "SENT"');
  await expect(workbench.message.getByLabel("Message type")).toHaveValue("shop.v1.Order");
  await workbench.message.getByLabel("Message type").selectOption("");
  await expect(workbench.payload).toContainText('"1 text?": "o-2203"');

  await workbench.openRow(`${subject}.avro`);
  await expect(chosen).toHaveAccessibleName("Avro");
  await expect(workbench.payload).toContainText('"price": "-12.30"');
});

test("a text is found in the payload as shown, and stepped through by keys", async ({
  workbench,
  page,
  connected: { other },
}) => {
  const subject = makeSubject();
  await workbench.subscribe(subject);
  other.publish(subject, JSON.stringify({ lamp: "Lamp (1)", lines: ["no", "lamp"], shade: 1 }));
  await workbench.openRow("shade");
  await expect(workbench.payload).toContainText("shade");
  const found = workbench.message.locator("[data-found]");
  const marked = (name: string) =>
    page.evaluate(
      (wanted) => [...(CSS.highlights.get(wanted) ?? [])].map((range) => String(range)),
      name,
    );
  await page.locator("body").press("Shift+F");
  const field = workbench.message.getByRole("textbox", { name: "Text in the payload" });
  await expect(field).toBeFocused();
  await field.fill("lamp");
  await expect(found).toHaveText("1 of 3");
  await expect.poll(() => marked("found-here")).toEqual(["lamp"]);
  await field.press("Enter");
  await expect(found).toHaveText("2 of 3");
  await expect.poll(() => marked("found-here")).toEqual(["Lamp"]);
  await field.press("Shift+Enter");
  await field.press("Shift+Enter");
  await expect(found).toHaveText("3 of 3");
  // Over the elements that a line is made of.
  await field.fill('"lamp": "Lamp (1)"');
  await expect(found).toHaveText("1 of 1");
  await expect.poll(() => marked("found-here")).toEqual(['"lamp": "Lamp (1)"']);
  await workbench.format("Text");
  await expect(found, "the text has no space there").toHaveText("No hits");

  const long = `${"x".repeat(20_000)}needle`;
  other.publish(subject, long);
  await workbench.openRow("xxxx");
  await expect(field, "it stays for the next message").toHaveValue('"lamp": "Lamp (1)"');
  const { width, height } = page.viewportSize() ?? { width: 1280, height: 720 };
  await page.setViewportSize({ width: 390, height: 844 });
  await expect(field, "and in a narrow window").toHaveValue('"lamp": "Lamp (1)"');
  await page.setViewportSize({ width, height });
  await field.fill("NEEDLE");
  await expect(found).toHaveText("1 of 1");
  await expect.poll(() => marked("found-here")).toEqual(["needle"]);
  await field.press("Escape");
  await expect(field).toHaveCount(0);
  await expect(workbench.message).toBeVisible();
  await expect(
    workbench.message.getByRole("button", { name: "Find in the payload" }),
  ).toBeFocused();
});

test("find looks in all of a payload of 1 MiB, and draws the part of each hit", async ({
  workbench,
  page,
  connected: { other },
}) => {
  const subject = makeSubject();
  await workbench.subscribe(`${subject}.>`);
  const end = " needle, Needle NEEDLE";
  other.publish(`${subject}.text`, `Needle ${"x".repeat(1_048_576 - 7 - end.length)}${end}`);
  const lines = Array.from({ length: 20_000 }, (_, n) => ({ n }));
  const tree = { lines, long: `${"y".repeat(300_000)}needle`, last: ["needle"] };
  other.publish(`${subject}.tree`, JSON.stringify(tree));
  await workbench.expectCount("received", 2);
  await workbench.openRow(`${subject}.text`);
  await expect(workbench.payload).toContainText("Needle x");
  await page.locator("body").press("Shift+F");
  const field = workbench.message.getByRole("textbox", { name: "Text in the payload" });
  const found = workbench.message.locator("[data-found]");
  const here = () =>
    page.evaluate(() => [...(CSS.highlights.get("found-here") ?? [])].map((one) => String(one)));
  const seen = () =>
    page.evaluate(() => {
      const [one] = [...(CSS.highlights.get("found-here") ?? [])];
      const box = document.querySelector("[data-payload-body]")?.getBoundingClientRect();
      if (!(one instanceof Range) || box === undefined) return false;
      const { top, bottom } = one.getBoundingClientRect();
      return bottom > top && top >= box.top && bottom <= box.bottom;
    });
  const expectHit = async (where: string, text: string) => {
    await expect(found).toHaveText(where);
    await expect.poll(here).toEqual([text]);
    await expect.poll(seen).toBe(true);
  };
  await field.fill("needle");
  await expectHit("1 of 4", "Needle");
  await field.press("Enter");
  await expectHit("2 of 4", "needle");
  await field.press("Shift+Enter");
  await field.press("Shift+Enter");
  await expectHit("4 of 4", "NEEDLE");
  const drawn = () => workbench.payload.evaluate((payload) => (payload.textContent ?? "").length);
  expect(await drawn(), "a part is drawn").toBeLessThan(20_000);
  await expect(
    workbench.message.getByText(/^Show earlier[0-9,]+ characters before$/),
  ).toBeVisible();
  await workbench.message.getByRole("button", { name: "Show earlier" }).click();
  await expect.poll(drawn).toBeGreaterThan(20_000);
  await workbench.format("Hex");
  await field.fill("4e 45 45 44 4c 45");
  await expectHit("1 of 1", "4e 45 45 44 4c 45");
  await workbench.format("Base64");
  await field.fill(Buffer.from("EDLE").toString("base64").slice(0, 3));
  await expect(found).toHaveText(/ of /);
  await expect.poll(seen).toBe(true);

  await workbench.openRow(`${subject}.tree`);
  await expect(workbench.message.getByRole("radio", { checked: true })).toHaveAccessibleName(
    "Base64",
  );
  await workbench.format("JSON");
  await field.fill("needle");
  await expectHit("1 of 2", "needle");
  await field.press("Enter");
  await expectHit("2 of 2", "needle");
  // What is folded opens.
  await workbench.payload.getByRole("button", { name: '"last"', exact: true }).click();
  await expect(workbench.payload).toContainText("1 value");
  await field.press("Enter");
  await field.press("Enter");
  await expectHit("2 of 2", "needle");
  // And each time, though the hit is the same.
  await field.fill('"needle"');
  await expectHit("1 of 1", '"needle"');
  await workbench.payload.getByRole("button", { name: '"last"', exact: true }).click();
  await expect(workbench.payload).toContainText("1 value");
  await field.press("Enter");
  await expectHit("1 of 1", '"needle"');
  await field.fill('"n": 19999');
  await expectHit("1 of 1", '"n": 19999');
});

test("base64 and JWTs inside JSON are decoded by a press, but never a seed", async ({
  workbench,
  page,
  connected: { other },
}) => {
  const subject = makeSubject();
  await workbench.subscribe(subject);
  const base64 = (text: string) => Buffer.from(text).toString("base64");
  const url = (text: string) => Buffer.from(text).toString("base64url");
  // The shape of a seed, not a key.
  const seed = `SU${"A".repeat(56)}`;
  other.publish(
    subject,
    JSON.stringify({
      note: base64("Please ring twice."),
      login: `${url('{"alg":"HS256"}')}.${url('{"sub":"zoe"}')}.${url("signature")}`,
      held: base64(`a key: ${seed}`),
      word: "internationalisation",
    }),
  );
  await workbench.openRow("internationalisation");
  const inside = (encoding: string) => workbench.payload.locator(`[data-inside="${encoding}"]`);
  const decode = workbench.payload.getByRole("button", { name: /^Decode/ });
  await expect(decode).toHaveCount(3);
  await decode.nth(0).click();
  await expect(inside("base64")).toHaveText("Please ring twice.");
  await decode.nth(0).click();
  await expect(inside("base64")).toHaveCount(0);
  await decode.nth(1).click();
  await expect(inside("jwt")).toContainText('"alg": "HS256"');
  await expect(inside("jwt")).toContainText('"sub": "zoe"');
  await decode.nth(2).click();
  await expect(workbench.payload.locator('[data-inside-fault="inside/seed"]')).toBeVisible();
  expect(await page.content()).not.toContain(seed);
});
