import { afterEach, beforeAll, expect, it } from "vitest";
import { vaultStore } from "@/lib/page/state/vault-store";
import { makeUser } from "@/lib/testing/jwt";
import { makeKey } from "@/lib/testing/nkey";
import { paste, resetPage, shownId, startPage, toastOf } from "@/lib/testing/page-rig";
import { until } from "@/lib/testing/run-to-end";
import { bytesOf } from "@/lib/testing/vault-rig";
import { addLogin, removeLogin } from "./login-actions";
import { loginText } from "./texts/login-text";

beforeAll(startPage);
afterEach(resetPage);

const shown = (login: string | undefined) =>
  until(() => vaultStore.getState().facts?.login === login, "the facts of the shown creds");

it("moves the bytes to the vault, and the page learns the kind alone", async () => {
  await paste(makeUser({ account: makeKey("account") }).creds);
  const id = shownId();
  const [user, password] = [bytesOf("anna"), bytesOf("secret")];
  await addLogin(id, { kind: "password", user, password });
  expect([user.length, password.length]).toEqual([0, 0]);
  await shown("password");
  await addLogin(id, { kind: "token", token: bytesOf("letmein") });
  await shown("token");
  await removeLogin(id);
  await shown(undefined);
});

it("says why nothing was added", async () => {
  await addLogin("nobody", { kind: "token", token: bytesOf("letmein") });
  expect(await toastOf(loginText.notAdded)).toMatchObject({ tone: "bad" });
  await removeLogin("nobody");
  expect(await toastOf(loginText.notRemoved)).toMatchObject({ tone: "bad" });
});
