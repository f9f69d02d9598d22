import { createHash } from "node:crypto";
import { createServer, type Server } from "node:http";
import { beforeAll, describe, expect, it } from "vitest";
import { reportJson, reportOf } from "@/lib/page/diagnosis/report/report";
import { REPORT_VERSION } from "@/lib/shared/facts/report";
import type { VaultEvent } from "@/lib/shared/protocol/protocol";
import type { FileRef } from "@/lib/shared/protocol/requests";
import { factsOf as sampleFacts } from "@/lib/testing/diagnosis-facts";
import { identities } from "@/lib/testing/real-server";
import type { Handlers } from "@/lib/vault/worker/handlers";
import { createVault } from "@/lib/vault/worker/vault";

const { makeAccount, makeOperator, makeUser, makeKey, signAgain, credsText } = identities;
type User = Awaited<ReturnType<typeof makeUser>>;

let operator: Awaited<ReturnType<typeof makeOperator>>;
let account: Awaited<ReturnType<typeof makeAccount>>;
let user: User;
beforeAll(async () => {
  operator = await makeOperator({ name: "OP" });
  account = await makeAccount({ name: "APP", operator });
  user = await makeUser({ name: "u", account });
});

const bytesOf = (text: string) => new TextEncoder().encode(text);
const fileRef = (name: string, text: string, inFolder = false): FileRef => ({
  file: new File([text], name),
  path: inFolder ? `folder/${name}` : name,
  inFolder,
});

function newVault(pageOrigin = "http://localhost"): { vault: Handlers; events: VaultEvent[] } {
  const events: VaultEvent[] = [];
  const emit = (event: VaultEvent) => events.push(event);
  return { vault: createVault({ pageOrigin, emit }), events };
}

function portOf(server: Server): number {
  const address = server.address();
  return typeof address === "object" && address !== null ? address.port : 0;
}

async function importFiles(vault: Handlers, files: readonly FileRef[]) {
  const reply = await vault.openFiles({ files, before: 0, total: files.length });
  if (!reply.ok) throw new Error(reply.fault.code);
  return reply.value;
}

async function factsOf(vault: Handlers, id: string) {
  const reply = await vault.readFacts({ id });
  if (!reply.ok) throw new Error(reply.fault.code);
  return reply.value;
}

describe("ids and recognition", () => {
  it("the same creds twice are one entry with both sources and the newest format issues", async () => {
    const { vault } = newVault();
    const first = await importFiles(vault, [
      fileRef("a.creds", user.creds.replaceAll("\n", "\r\n")),
    ]);
    expect(first.added).toEqual([user.publicKey]);
    expect((await factsOf(vault, user.publicKey)).form.map(({ code }) => code)).toContain("crlf");

    const second = await importFiles(vault, [fileRef("b.creds", user.creds)]);
    expect(second).toMatchObject({ added: [], recognised: [{ id: user.publicKey }] });
    const facts = await factsOf(vault, user.publicKey);
    expect(facts.sources.map(({ name }) => name)).toEqual(["a.creds", "b.creds"]);
    expect(facts.form).toEqual([]);
    expect(facts.sameUserAs).toBeNull();
  });

  it("an older JWT or another seed of the same user is a separate entry", async () => {
    const { vault } = newVault();
    const older = signAgain(user.jwt, account, (claims) => {
      claims["iat"] = 1_700_000_000;
    });
    const { added, recognised } = await importFiles(vault, [
      fileRef("a.creds", user.creds),
      fileRef("b.creds", credsText(older, user.seed)),
      fileRef("c.creds", credsText(user.jwt, makeKey("user").seed)),
      fileRef("d.jwt", user.jwt),
    ]);
    const key = user.publicKey;
    expect(added).toEqual([key, `${key}~2`, `${key}~3`]);
    expect((await factsOf(vault, `${key}~2`)).sameUserAs).toBe(key);
    expect((await factsOf(vault, `${key}~3`)).seed.state).toBe("mismatch");
    expect(recognised).toMatchObject([{ id: key, source: { name: "d.jwt" } }]);
  });

  it("unreadable files are numbered, and numbers are not used twice", async () => {
    const { vault } = newVault();
    const ids = (await importFiles(vault, [fileRef("x", "hello"), fileRef("y", "")])).added;
    expect(ids).toEqual(["unreadable-1", "unreadable-2"]);
    expect((await factsOf(vault, "unreadable-1")).unusable?.code).toBe("creds/not-creds");
    expect((await factsOf(vault, "unreadable-2")).unusable?.code).toBe("creds/empty");
    await vault.forgetAll({});
    expect((await importFiles(vault, [fileRef("x", "hello")])).added).toEqual(["unreadable-3"]);
  });

  it("account and operator JWTs are kept as trust material, not as users", async () => {
    const { vault, events } = newVault();
    const result = await importFiles(vault, [
      fileRef("app.jwt", account.jwt),
      fileRef("op.jwt", operator.jwt),
    ]);
    expect(result).toMatchObject({ added: [], trust: 2 });
    expect(
      events.findLast((event) => event.kind === "trustChanged")?.trust.map(({ id }) => id),
    ).toEqual([account.publicKey, operator.publicKey]);
  });

  it("a file of a folder without creds is skipped and counted", async () => {
    const { vault } = newVault();
    const result = await importFiles(vault, [
      fileRef("notes.txt", "nothing here", true),
      fileRef("u.creds", user.creds, true),
    ]);
    expect(result).toMatchObject({ added: [user.publicKey], skipped: 1 });
    expect((await factsOf(vault, user.publicKey)).sources[0]?.name).toBe("folder/u.creds");
  });
});

describe("files that cannot be read", () => {
  it("too large: the file is refused without being read", async () => {
    const { vault } = newVault();
    const file = new File([new Uint8Array(5 * 1024 * 1024)], "big.creds");
    let reads = 0;
    const spied = Object.assign(file, {
      arrayBuffer: () => {
        reads += 1;
        return Promise.resolve(new ArrayBuffer(0));
      },
    });
    const { added } = await importFiles(vault, [
      { file: spied, path: "big.creds", inFolder: false },
    ]);
    expect((await factsOf(vault, added[0] ?? "")).unusable).toMatchObject({
      code: "creds/too-large",
      params: { bytes: file.size },
    });
    expect(reads).toBe(0);
  });

  it("large: its head alone is read, and the rest only if creds begin there", async () => {
    const bulk = new Uint8Array(5 * 1024 * 1024).fill(10);
    for (const hasHead of [true, false]) {
      const { vault } = newVault();
      const file = new File(hasHead ? [user.creds, bulk] : [bulk, user.creds], "bundle.txt");
      const heads: number[] = [];
      let wholes = 0;
      const spied = Object.assign(file, {
        slice: (from: number, to: number) => {
          heads.push(to - from);
          return Blob.prototype.slice.call(file, from, to);
        },
        arrayBuffer: () => {
          wholes += 1;
          return Blob.prototype.arrayBuffer.call(file);
        },
      });
      await importFiles(vault, [{ file: spied, path: "bundle.txt", inFolder: false }]);
      expect(heads).toEqual([64 * 1024]);
      expect(wholes).toBe(hasHead ? 1 : 0);
    }
  });

  it("gone: the entry says so", async () => {
    const { vault } = newVault();
    const file = Object.assign(new File(["x"], "gone.creds"), {
      arrayBuffer: () => Promise.reject(new DOMException("gone", "NotFoundError")),
    });
    const { added } = await importFiles(vault, [{ file, path: "gone.creds", inFolder: false }]);
    expect((await factsOf(vault, added[0] ?? "")).unusable?.code).toBe("creds/unreadable-file");
  });
});

describe("samples", () => {
  it("asked for before Forget all do not come after it", async () => {
    let answer = () => {};
    const host = createServer((_, response) => {
      answer = () => response.end(user.creds);
      asked();
    });
    let asked = () => {};
    const isAsked = new Promise<void>((resolve) => {
      asked = resolve;
    });
    await new Promise<void>((resolve) => host.listen(0, "127.0.0.1", resolve));
    const { vault } = newVault(`http://127.0.0.1:${portOf(host)}`);
    const reply = vault.openSample({ path: "/sandbox/u.creds", name: "u.creds" });
    await isAsked;
    await vault.forgetAll({});
    answer();
    expect(await reply).toMatchObject({ ok: true, value: { added: [] } });
    expect(await vault.readFacts({ id: user.publicKey })).toMatchObject({ ok: false });
    host.close();
  });

  it("come only from /sandbox/ of the page's host", async () => {
    const host = createServer((request, response) => {
      response.statusCode = request.url === "/sandbox/u.creds" ? 200 : 404;
      response.end(response.statusCode === 200 ? user.creds : "");
    });
    await new Promise<void>((resolve) => host.listen(0, "127.0.0.1", resolve));
    const port = portOf(host);
    const { vault } = newVault(`http://127.0.0.1:${port}`);
    expect(await vault.openSample({ path: "/sandbox/u.creds", name: "u.creds" })).toMatchObject({
      ok: true,
      value: { added: [user.publicKey] },
    });
    const { sources } = await factsOf(vault, user.publicKey);
    expect(sources[0]).toMatchObject({ kind: "sandbox", name: "u.creds" });
    const elsewhere = [
      "/u.creds",
      "/sandbox/../u.creds",
      "/sandbox/none.creds",
      `//localhost:${port}/sandbox/u.creds`,
      "http://[",
    ];
    for (const path of elsewhere) {
      const reply = await vault.openSample({ path, name: "x" });
      expect(reply, path).toMatchObject({ ok: false, fault: { code: "not-found" } });
    }
    host.close();
  });
});

describe("forgetting", () => {
  it("removes the entry, its facts and its links", async () => {
    const { vault, events } = newVault();
    await importFiles(vault, [fileRef("a.creds", user.creds)]);
    expect(await vault.forget({ id: user.publicKey })).toEqual({ ok: true, value: null });
    expect(await vault.readFacts({ id: user.publicKey })).toMatchObject({
      fault: { code: "not-loaded" },
    });
    expect(events.at(-1)).toEqual({ kind: "entriesForgotten", ids: [user.publicKey] });
    expect((await importFiles(vault, [fileRef("a.creds", user.creds)])).added).toEqual([
      user.publicKey,
    ]);
  });

  it("zeroes pasted bytes as soon as they are read", async () => {
    const { vault } = newVault();
    const bytes = bytesOf(user.creds);
    await vault.openText({ bytes });
    expect(bytes.every((byte) => byte === 0)).toBe(true);
  });
});

describe("cleaned copy", () => {
  const textOfUrl = async (url: string) => (await fetch(url)).text();

  it("is made from the file, and has no format issues", async () => {
    const { vault } = newVault();
    const crlf = fileRef("my file.creds", user.creds.replaceAll("\n", "\r\n"));
    await importFiles(vault, [crlf]);
    const copy = await vault.cleanedCopy({ id: user.publicKey });
    if (!copy.ok) throw new Error(copy.fault.code);
    expect(copy.value.name).toBe("my_file-cleaned.creds");
    const text = await textOfUrl(copy.value.url);
    expect(sha(text)).toBe(sha(user.creds));

    await vault.releaseCopy({ url: copy.value.url });
    await expect(fetch(copy.value.url)).rejects.toThrow();
  });

  it("of a paste is made from the kept bytes, and dropped when the entry is forgotten", async () => {
    const { vault } = newVault();
    await vault.openText({ bytes: bytesOf(`  ${user.creds.replaceAll("\n", "\n  ")}`) });
    const copy = await vault.cleanedCopy({ id: user.publicKey });
    if (!copy.ok) throw new Error(copy.fault.code);
    expect(sha(await textOfUrl(copy.value.url))).toBe(sha(user.creds));
    await vault.forget({ id: user.publicKey });
    await expect(fetch(copy.value.url)).rejects.toThrow();
  });

  it("is refused when there is no issue, and when the file has changed", async () => {
    const { vault } = newVault();
    await importFiles(vault, [fileRef("a.creds", user.creds)]);
    expect(await vault.cleanedCopy({ id: user.publicKey })).toMatchObject({
      fault: { code: "no-form-problem" },
    });
    const other = await makeUser({ name: "o", account });
    let text = other.creds.replaceAll("\n", "\r\n");
    const file = Object.assign(new File([text], "o.creds"), {
      arrayBuffer: async () => bytesOf(text).buffer,
    });
    await importFiles(vault, [{ file, path: "o.creds", inFolder: false }]);
    text = user.creds;
    expect(await vault.cleanedCopy({ id: other.publicKey })).toMatchObject({
      fault: { code: "file-changed" },
    });
  });
});

/** Compares texts that contain a seed without printing them. */
const sha = (text: string) => createHash("sha256").update(text).digest("hex");

it("many files at once are entered in order, with bounded progress", async () => {
  const { vault, events } = newVault();
  const users = await Promise.all(
    Array.from({ length: 60 }, (_, n) => makeUser({ name: `u${n}`, account })),
  );
  const files = Array.from({ length: 600 }, (_, n) =>
    fileRef(`${n}.creds`, users[n % 60]?.creds ?? "", true),
  );
  const startedAt = performance.now();
  const { added, recognised } = await importFiles(vault, files);
  const elapsed = performance.now() - startedAt;
  expect(added).toEqual(users.map(({ publicKey }) => publicKey));
  expect(recognised.map(({ source }) => source.name)).toEqual(
    files.slice(60).map(({ path }) => path),
  );
  const progress = events.filter((event) => event.kind === "batchProgressed");
  expect(progress.at(-1)).toEqual({ kind: "batchProgressed", done: 600, total: 600 });
  expect(progress.length).toBeLessThanOrEqual(elapsed / 400 + 2);
  const changed = events.flatMap((event) => (event.kind === "entriesChanged" ? event.entries : []));
  expect(new Set(changed.map(({ id }) => id))).toEqual(new Set(added));
});

describe("saved reports", () => {
  const json = () => {
    const session = { attempt: null, server: null, outcome: null, end: null, endCode: null };
    return reportJson(reportOf(sampleFacts(), session, [], Date.now()));
  };

  it("are read with creds and trust material, and do not change loaded entries", async () => {
    const { vault, events } = newVault();
    await importFiles(vault, [fileRef("a.creds", user.creds), fileRef("acc.jwt", account.jwt)]);
    const eventsBefore = events.length;
    const reply = await importFiles(vault, [
      fileRef("report.json", json()),
      fileRef("old.json", json().replace(`"version": ${REPORT_VERSION}`, '"version": 9')),
      fileRef("report.json", json(), true),
    ]);
    expect(reply).toMatchObject({ added: [], recognised: [], trust: 0, skipped: 0 });
    expect(reply.reports).toMatchObject([
      { name: "report.json", report: { format: "credence-report" } },
      { name: "old.json", fault: { code: "report/version" } },
      { name: "folder/report.json", report: {} },
    ]);
    const isProgress = ({ kind }: VaultEvent) =>
      kind === "batchProgressed" || kind === "filesBegun";
    expect(events.slice(eventsBefore).filter((event) => !isProgress(event))).toEqual([]);
    expect((await factsOf(vault, user.publicKey)).id).toBe(user.publicKey);

    const mixed = await importFiles(vault, [
      fileRef("report.json", json()),
      fileRef("b.creds", (await makeUser({ name: "b", account })).creds),
    ]);
    expect([mixed.added.length, mixed.reports.length]).toEqual([1, 1]);
  });

  it("can be pasted", async () => {
    const { vault } = newVault();
    const reply = await vault.openText({ bytes: bytesOf(json()) });
    expect(reply).toMatchObject({ value: { added: [], reports: [{ name: "pasted text" }] } });
  });

  it("are limited in number", async () => {
    const { vault } = newVault();
    const many = Array.from({ length: 30 }, (_, n) => fileRef(`r${n}.json`, json()));
    expect((await importFiles(vault, many)).reports).toHaveLength(20);
  });
});
