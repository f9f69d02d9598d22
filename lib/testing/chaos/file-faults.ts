// Faults of what is dropped onto the page: hostile and huge files. The table is run by chaos-run.ts.

import type { ImportResult } from "@/lib/shared/protocol/protocol";
import { signToken, standardClaims } from "@/lib/testing/jwt";
import { makeKey } from "@/lib/testing/nkey";
import type { Random } from "@/lib/testing/random";
import { bytesOf } from "@/lib/testing/vault-rig";
import type { Fault, Hold } from "./fault";
import { randomBytes } from "./hostile-faults";
import type { ChaosWorld } from "./world";

const MiB = 1024 * 1024;

export const FILE_FAULTS: readonly Fault[] = [
  {
    name: "files of random bytes are dropped",
    async run(world, random) {
      const contents = Array.from({ length: 1 + random.below(4) }, () =>
        randomBytes(random, random.below(MiB)),
      );
      const result = await drop(world, contents);
      return [count(result, contents.length), areAllRead(world, result)];
    },
  },
  {
    name: "mutated creds are dropped",
    async run(world, random) {
      const contents = Array.from({ length: 30 }, () =>
        mutate(bytesOf(world.newUser().creds), random),
      );
      return [areAllRead(world, await drop(world, contents))];
    },
  },
  {
    name: "one file with many creds is dropped",
    run: (world, random) => dropManyCreds(world, 50 + random.below(250)),
  },
  {
    name: "one file with thousands of creds is dropped",
    isSlow: true,
    run: (world, random) => dropManyCreds(world, 2_000 + random.below(1_000)),
  },
  {
    name: "a folder with thousands of files is dropped",
    isSlow: true,
    run: (world, random) => dropFolder(world, 2_000 + random.below(1_000)),
  },
  {
    name: "bare seeds are dropped",
    run: (world, random) => dropSeeds(world, 50 + random.below(250)),
  },
  {
    name: "thousands of bare seeds are dropped",
    isSlow: true,
    run: (world, random) => dropSeeds(world, 2_000 + random.below(1_000)),
  },
  {
    name: "deep JSON is dropped",
    async run(world, random) {
      const depth = 1_000 + random.below(200_000);
      const deep = `${"[".repeat(depth)}${"]".repeat(depth)}`;
      const account = makeKey("account");
      const claims = JSON.stringify(standardClaims("deep", makeKey("user"), account));
      const jwt = signToken(`${claims.slice(0, -1)},"nats":${deep}}`, account);
      const result = await drop(world, [bytesOf(deep), bytesOf(jwt)]);
      return [count(result, 2), areAllRead(world, result)];
    },
  },
  {
    name: "one long line is dropped",
    async run(world, random) {
      const piece = random.pick(["A", "-", "-----BEGIN NATS USER JWT-----", "eyJ", "SUA", "."]);
      const bytes = Math.floor((1 + random.next() * 4) * MiB);
      const result = await drop(world, [bytesOf(piece.repeat(bytes / piece.length))]);
      // Every marker of a block may open one, and a block without a JWT is named. One entry tells of the rest.
      const isCounted = piece.startsWith("-----") ? isBounded(result) : count(result, 1);
      return [isCounted, areAllRead(world, result)];
    },
  },
];

async function dropManyCreds(world: ChaosWorld, size: number): Promise<readonly Hold[]> {
  const users = Array.from({ length: size }, () => world.newUser());
  const result = await drop(world, [bytesOf(users.map(({ creds }) => creds).join("\n"))]);
  return [count(result, size), areAllRead(world, result)];
}

async function dropFolder(world: ChaosWorld, size: number): Promise<readonly Hold[]> {
  const contents = Array.from({ length: size }, () => bytesOf(world.newUser().creds));
  const result = await drop(world, contents, "folder/");
  const done = world.rig.events.flatMap((event) =>
    event.kind === "batchProgressed" ? event.done : [],
  );
  return [
    count(result, size),
    areAllRead(world, result),
    {
      what: `progress was told up to ${size}`,
      check: () => done.at(-1) === size && done.every((n, i) => n >= (done[i - 1] ?? 0)),
    },
  ];
}

async function dropSeeds(world: ChaosWorld, size: number): Promise<readonly Hold[]> {
  const seeds = Array.from({ length: size }, () => makeKey("user").seed);
  return [areAllRead(world, await drop(world, [bytesOf(seeds.join("\n"))]))];
}

/** Drops these as files and forgets their entries when the fault is over. */
async function drop(
  world: ChaosWorld,
  contents: readonly Uint8Array<ArrayBuffer>[],
  folder = "",
): Promise<ImportResult> {
  const files = contents.map((content, index) => {
    const path = `${folder}chaos-${index}.creds`;
    return { file: new File([content], path), path, inFolder: folder !== "" };
  });
  const reply = await world.rig.client.call("openFiles", {
    files,
    before: 0,
    total: files.length,
  });
  if (!reply.ok) throw new Error(`openFiles: ${reply.fault.code}`);
  const { added } = reply.value;
  world.defer(() => Promise.all(added.map((id) => world.rig.client.call("forget", { id }))));
  return reply.value;
}

const count = ({ added }: ImportResult, expected: number): Hold => ({
  what: `${expected} entries were added, not ${added.length}`,
  check: () => added.length === expected,
});

/** See MAX_PARTS in lib/vault/creds/read-creds.ts. */
const MAX_ENTRIES = 30_000;

const isBounded = ({ added }: ImportResult): Hold => ({
  what: `1 to ${MAX_ENTRIES} entries were added, not ${added.length}`,
  check: () => added.length >= 1 && added.length <= MAX_ENTRIES,
});

/** Each entry says what was read, or why nothing was. */
const areAllRead = (world: ChaosWorld, { added }: ImportResult): Hold => ({
  what: "each entry answers with facts or a code",
  check: async () => {
    const summaries = world.rig.events.flatMap((event) =>
      event.kind === "entriesChanged" ? event.entries.map(({ id }) => id) : [],
    );
    const named = new Set(summaries);
    return added.every((id) => named.has(id));
  },
});

function mutate(text: Uint8Array<ArrayBuffer>, random: Random): Uint8Array<ArrayBuffer> {
  let bytes = [...text];
  for (let round = 1 + random.below(4); round > 0; round -= 1) {
    const from = random.below(bytes.length);
    const part = bytes.slice(from, from + 1 + random.below(100));
    const kind = random.below(4);
    if (kind === 0) bytes[from] = random.below(256);
    else if (kind === 1) bytes.splice(from, part.length);
    else if (kind === 2) bytes.splice(random.below(bytes.length), 0, ...part);
    else bytes = bytes.slice(0, Math.max(1, from));
  }
  return Uint8Array.from(bytes);
}
