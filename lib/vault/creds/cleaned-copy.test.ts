import { credsAuthenticator } from "nats.ws";
import { expect, test } from "vitest";
import { isRefusedByGo, isRefusedByNatsWs } from "@/lib/testing/creds/client-oracles";
import { makeCreds, textOf, utf8 } from "@/lib/testing/creds/make-creds";
import { cleanedCopy } from "./cleaned-copy";
import { readCreds } from "./read-creds";

test("a damaged file is written as nsc writes it, and every client reads it", async () => {
  const made = await makeCreds();
  const spoilt = made.text
    .replaceAll("\n", "\r\n")
    .toString()
    .replace(made.jwt, ` ${made.jwt}\r\n`);
  expect(isRefusedByNatsWs(utf8(spoilt), made.jwt)).toBe(true);
  const [result] = await readCreds(utf8(spoilt), { kind: "file", name: "x", bytes: 1 });
  if (result?.kind !== "creds" || result.jwt === null) throw new Error("no creds");
  const copy = cleanedCopy(result.jwt, result.secret);
  expect(textOf(copy)).toBe(made.text);
  expect(isRefusedByNatsWs(copy, made.jwt)).toBe(false);
  expect(isRefusedByGo(copy, made.jwt, made.seed, "go")).toBe(false);
  expect(isRefusedByGo(copy, made.jwt, made.seed, "go-nkeys")).toBe(false);
  expect(credsAuthenticator(copy)("nonce")).toMatchObject({ nkey: made.user.getPublicKey() });
  const again = await readCreds(copy, { kind: "file", name: "x", bytes: 1 });
  expect(again).toMatchObject([{ kind: "creds", facts: { form: [], unusable: null } }]);
});

test("without a seed it contains only the JWT", () => {
  expect(textOf(cleanedCopy("a.b.c", null))).toBe(
    "-----BEGIN NATS USER JWT-----\na.b.c\n------END NATS USER JWT------\n",
  );
});
