// All files that some client refuses, cleaned in one archive.

import { createHash } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import type { FileRef } from "@/lib/shared/protocol/requests";
import { readZip } from "@/lib/testing/read-zip";
import { identities } from "@/lib/testing/real-server";
import type { Handlers } from "@/lib/vault/worker/handlers";
import { createVault } from "@/lib/vault/worker/vault";

const { makeAccount, makeOperator, makeUser } = identities;
type User = Awaited<ReturnType<typeof makeUser>>;

let users: readonly User[];
beforeAll(async () => {
  const operator = await makeOperator({ name: "OP" });
  const account = await makeAccount({ name: "APP", operator });
  users = await Promise.all(
    Array.from({ length: 5 }, (_, n) => makeUser({ name: `u${n}`, account })),
  );
});

const userAt = (n: number): User => users[n] ?? expect.fail();
const inFolder = (path: string, text: string): FileRef => ({
  file: new File([text], path.split("/").at(-1) ?? ""),
  path,
  inFolder: true,
});
const crlf = (text: string) => text.replaceAll("\n", "\r\n");
/** Compares texts that contain a seed without printing them. */
const sha = (bytes: Uint8Array | string) => createHash("sha256").update(bytes).digest("hex");

async function loaded(files: readonly FileRef[]): Promise<Handlers> {
  const vault = createVault({ pageOrigin: "http://localhost", emit: () => {} });
  const reply = await vault.openFiles({ files, before: 0, total: files.length });
  if (!reply.ok) throw new Error(reply.fault.code);
  return vault;
}

async function archiveOf(vault: Handlers) {
  const reply = await vault.cleanedCopies({});
  if (!reply.ok) throw new Error(reply.fault.code);
  const bytes = new Uint8Array(await (await fetch(reply.value.url)).arrayBuffer());
  return { ...reply.value, contents: readZip(bytes) };
}

describe("one archive of cleaned copies", () => {
  it("holds what some client refuses, with its folders, and leaves out the rest", async () => {
    const [a, b, c, d] = [0, 1, 2, 3].map(userAt);
    if (!a || !b || !c || !d) throw new Error("no users");
    const odd = b.creds.replaceAll("NATS USER JWT", "DEMO JWT");
    const vault = await loaded([
      inFolder("prod/a.creds", crlf(a.creds)),
      inFolder("stage/a.creds", odd),
      inFolder("prod/good.creds", c.creds),
      inFolder("prod/bare.jwt", d.jwt),
      inFolder("prod/readme.txt", "nothing"),
    ]);
    await vault.openText({ bytes: new TextEncoder().encode(crlf(userAt(4).creds)) });
    const { name, files, missed, contents, url } = await archiveOf(vault);
    expect([name, files, missed]).toEqual(["cleaned-creds.zip", 3, 0]);
    expect([...contents].map(([path, bytes]) => [path, sha(bytes)])).toEqual([
      ["prod/a.creds", sha(a.creds)],
      ["stage/a.creds", sha(b.creds)],
      ["u4.creds", sha(userAt(4).creds)],
    ]);
    await vault.releaseCopy({ url });
    await expect(fetch(url)).rejects.toThrow();
  });

  it("reads a file with many creds once", async () => {
    let reads = 0;
    const bundle = crlf(users.map(({ creds }) => creds).join(""));
    const file = Object.assign(new File([bundle], "all.creds"), {
      arrayBuffer: async () => {
        reads++;
        return new TextEncoder().encode(bundle).buffer;
      },
    });
    const vault = await loaded([{ file, path: "all.creds", inFolder: false }]);
    reads = 0;
    const { contents } = await archiveOf(vault);
    expect(reads).toBe(1);
    expect([...contents.keys()]).toEqual([
      "all.creds",
      ...[2, 3, 4, 5].map((n) => `all-${n}.creds`),
    ]);
    expect([...contents.values()].map(sha)).toEqual(users.map(({ creds }) => sha(creds)));
  });

  it("counts what changed since, and is dropped when one of its entries is forgotten", async () => {
    let text = crlf(userAt(0).creds);
    const file = Object.assign(new File([text], "a.creds"), {
      arrayBuffer: async () => new TextEncoder().encode(text).buffer,
    });
    const vault = await loaded([
      { file, path: "a.creds", inFolder: false },
      inFolder("b.creds", crlf(userAt(1).creds)),
    ]);
    text = "something else";
    const { files, missed, url } = await archiveOf(vault);
    expect([files, missed]).toEqual([1, 1]);
    await vault.forget({ id: userAt(1).publicKey });
    await expect(fetch(url)).rejects.toThrow();
    expect(await vault.cleanedCopies({})).toMatchObject({ fault: { code: "file-changed" } });
    await vault.forgetAll({});
    expect(await vault.cleanedCopies({})).toMatchObject({ fault: { code: "no-form-problem" } });
  });
});
