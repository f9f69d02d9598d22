// Verifies the JWTs and seeds of one text and joins them by key: a seed belongs to each JWT whose `sub` is its
// public key, wherever both stand. What goes together by place as well, which is the usual case, is ready
// first; only what is left is compared by key. Called by read-creds.ts.

import { type Fault, fail, type Result } from "@/lib/shared/base/result";
import type { CauseCode } from "@/lib/shared/facts/causes";
import type {
  ContextFacts,
  FormatIssue,
  JwtFacts,
  SeedDanger,
  SeedFacts,
  SourceRef,
} from "@/lib/shared/facts/creds";
import { runAtOnce } from "@/lib/vault/base/turns";
import { verifyJwt } from "./decode-jwt";
import { findFormatIssues, refusalsOfEncoded, type Scope } from "./format-issues";
import type { Part, Parts } from "./match-parts";
import { importSigner, type Secret, type Subtle } from "./nkeys";
import { isTrustJwt, isTrustPart, type Neighbours, neighboursOf } from "./part-neighbours";
import { type CredsReading, type ReadBatch, type ReadResult, wipeReading } from "./readings";
import { checkSeed, type SeedCheck } from "./seed-check";
import type { TextLines } from "./text/text-lines";
import { decodePiece, type Found } from "./text-layers";
import { runPaced, type WorkPace } from "./work-pace";

/** Pairs and single seeds of one file that become entries. The last entry counts the rest, if there is one. */
const MAX_PARTS = 30_000;
/** Parts verified at once. More would not be faster, because WebCrypto has few threads. */
const BATCH = 16;
const BATCHES_AT_ONCE = 3;
const NOTHING: Promise<readonly Checked[]> = Promise.resolve([]);
/** So many parts are joined before any is given, so that their numbers in the file are exact. */
const SMALL = 64;
/** Named beside the creds of the same file. */
const MAX_DANGERS = 8;

export interface PartsContext {
  readonly input: Uint8Array;
  readonly textLines: TextLines;
  readonly from: Omit<SourceRef, "part">;
  readonly subtle: Subtle;
  readonly pace: WorkPace;
  readonly context: ContextFacts | null;
  /** Found in the text beside its JWTs and seeds. */
  readonly dangers: readonly SeedDanger[];
}

/** A part after its JWT and seed were looked at. */
interface Checked {
  readonly part: Part;
  readonly index: number;
  readonly jwt: JwtFacts | null;
  readonly check: SeedCheck;
  /** Its JWT and its seed are in different places. */
  readonly isJoined: boolean;
}

const NO_SEED: SeedCheck = {
  seed: { state: "absent", publicKey: null, fault: null, signer: null },
  signer: null,
  secret: null,
};

export class PartsReader {
  private readonly parts: readonly Part[];
  /** Seeds whose JWT was found, by public key. */
  private readonly settled = new Map<string, Found>();
  private readonly left: Checked[] = [];
  /** What has a secret and was not given yet. */
  private readonly kept = new Map<Secret, SeedCheck>();
  private readonly neighbours: readonly (Neighbours | null)[];
  private dangers: readonly SeedDanger[] = [];

  constructor(
    private readonly all: Parts,
    private readonly context: PartsContext,
    /** Called for each secret that becomes the caller's. */
    private readonly onHandedOver: (secret: Secret) => void,
  ) {
    const { pairs } = all;
    this.parts = pairs.length > MAX_PARTS ? pairs.slice(0, MAX_PARTS - 1) : pairs;
    this.neighbours = neighboursOf(pairs, this.parts.length);
  }

  /** What was not given is wiped at the end, also when the caller leaves early. */
  async *read(): AsyncGenerator<ReadBatch, void> {
    // WebCrypto works on the next batches while the results of one are made.
    const started = new Map<number, Promise<readonly Checked[]>>();
    try {
      yield* this.readInBatches(started);
    } finally {
      await Promise.allSettled(started.values());
      for (const check of this.kept.values()) wipeReading(check);
    }
  }

  private async *readInBatches(
    started: Map<number, Promise<readonly Checked[]>>,
  ): AsyncGenerator<ReadBatch, void> {
    const { parts, all, context } = this;
    const total = parts.length;
    const isSmall = total <= SMALL;
    this.dangers = await this.readDangers();
    const ready: Checked[] = [];
    let done = 0;
    const start = (i: number) =>
      Promise.all(parts.slice(i, i + BATCH).map((part, j) => this.checkPart(part, i + j)));
    for (let i = 0; i < total; i += BATCH) {
      for (let ahead = i; ahead < Math.min(total, i + BATCHES_AT_ONCE * BATCH); ahead += BATCH) {
        if (!started.has(ahead)) started.set(ahead, start(ahead));
      }
      const batch = (await started.get(i)) ?? [];
      started.set(i, NOTHING);
      const settled = batch.filter((checked) => this.settle(checked));
      if (context.pace.add("pairs", batch.length)) await context.pace.rest();
      if (isSmall) ready.push(...settled);
      else {
        done += settled.length;
        yield { results: await this.results(settled, true), done, total };
      }
    }
    const joined = await this.joinByKey();
    const rest = [...ready, ...joined].sort((a, b) => a.index - b.index);
    const isSeveral = !isSmall || rest.filter(isCreds).length > 1;
    for (let i = 0; i < rest.length; i += BATCH) {
      const results = await this.results(rest.slice(i, i + BATCH), isSeveral);
      done = Math.min(done + BATCH, total);
      if (context.pace.add("blocks", BATCH)) await context.pace.rest();
      yield { results, done, total };
    }
    if (done < total) yield { results: [], done: total, total };
    const count = all.pairs.length - total;
    if (count === 0) return;
    const fault = fail("creds/too-many", { read: total, left: count }).fault;
    const source = { ...context.from, part: 0 };
    yield { results: [{ kind: "nothing", source, fault }], done: total, total };
  }

  /** Wiped as soon as their public keys are known. */
  private async readDangers(): Promise<readonly SeedDanger[]> {
    const dangers = new Map(this.context.dangers.map((danger) => [danger.kind as string, danger]));
    for (const { seed } of this.all.dangerous.slice(0, MAX_DANGERS)) {
      if (!seed?.ok) continue;
      const { kind } = seed.value;
      if (kind === "user") continue;
      const { publicKey } = (await checkSeed(seed, null, this.context.subtle)).seed;
      dangers.set(publicKey ?? kind, { kind, publicKey });
    }
    return [...dangers.values()];
  }

  private async checkPart(part: Part, index: number): Promise<Checked> {
    const { subtle } = this.context;
    const jwt =
      part.jwt?.jwt?.ok && part.jwt.text !== null
        ? await (part.jwt.verified ?? verifyJwt(part.jwt.jwt.value, part.jwt.text, subtle))
        : null;
    const check = await checkSeed(part.seed?.seed ?? null, jwt, subtle);
    if (check.secret) this.kept.set(check.secret, check);
    return { part, index, jwt, check, isJoined: false };
  }

  /** False for what may still go with another part of the text. */
  private settle(checked: Checked): boolean {
    const { part, jwt, check } = checked;
    const { state, publicKey } = check.seed;
    if (state === "matches" && part.seed && publicKey !== null) {
      this.settled.set(publicKey, part.seed);
      return true;
    }
    const isOpen = jwt === null ? state === "unmatched" && part.jwt === null : jwt.kind === "user";
    if (isOpen) this.left.push(checked);
    return !isOpen;
  }

  private async joinByKey(): Promise<readonly Checked[]> {
    const { left, settled } = this;
    const subjects = new Set(left.flatMap(({ jwt }) => jwt?.subject ?? []));
    const owners = new Map<string, Checked>();
    for (const one of left) {
      const key = one.check.seed.publicKey;
      if (key !== null && one.check.secret && subjects.has(key) && !owners.has(key)) {
        owners.set(key, one);
      }
    }
    /** Indexes of the parts whose seed went to a JWT elsewhere. */
    const used = new Set<number>();
    const results: Checked[] = [];
    const without: Checked[] = [];
    for (const one of left) {
      const key = one.jwt?.subject ?? null;
      const owner = key === null ? undefined : owners.get(key);
      const seed = owner?.part.seed ?? (key === null ? undefined : settled.get(key));
      if (!seed || key === null) {
        without.push(one);
        continue;
      }
      const isFirst = owner !== undefined && !used.has(owner.index);
      if (isFirst) used.add(owner.index);
      const check = isFirst ? matchedCheck(owner.check, key) : await this.checkAgain(seed, key);
      results.push({ ...one, part: { ...one.part, seed }, check, isJoined: true });
      // Its own seed, if it has one, belongs to another user.
      if (one.part.seed)
        without.push({ ...one, part: { jwt: null, seed: one.part.seed }, jwt: null });
    }
    const known = new Set<string>();
    for (const one of without) {
      const rest = this.withoutUsedSeed(one, used, subjects, known);
      if (rest) results.push(rest);
    }
    return results;
  }

  /** What is left of a part: null for a seed that is known already. */
  private withoutUsedSeed(
    one: Checked,
    used: ReadonlySet<number>,
    subjects: ReadonlySet<string>,
    known: Set<string>,
  ): Checked | null {
    const { publicKey, state } = one.check.seed;
    const isUsed = used.has(one.index);
    const isKnown =
      publicKey !== null &&
      (this.settled.has(publicKey) || subjects.has(publicKey) || known.has(publicKey));
    if (one.jwt !== null) {
      return isUsed ? { ...one, part: { ...one.part, seed: null }, check: NO_SEED } : one;
    }
    if (isUsed || isKnown) {
      if (!isUsed) wipeReading(one.check);
      return null;
    }
    if (publicKey !== null) known.add(publicKey);
    if (state !== "mismatch") return one;
    return { ...one, check: { ...one.check, seed: { ...one.check.seed, state: "unmatched" } } };
  }

  /** A seed that several JWTs of one user share is decoded for each of them. */
  private async checkAgain(found: Found, publicKey: string): Promise<SeedCheck> {
    const { seed } = runAtOnce(decodePiece(found.layer, found.piece));
    if (!seed?.ok) return NO_SEED;
    const signer = await importSigner(seed.value, this.context.subtle);
    const facts: SeedFacts = { state: "matches", publicKey, fault: null, signer: signer.by };
    const check = { seed: facts, signer, secret: seed.value };
    this.kept.set(seed.value, check);
    return check;
  }

  private async results(
    checked: readonly Checked[],
    isSeveral: boolean,
  ): Promise<readonly ReadResult[]> {
    const results: ReadResult[] = [];
    for (const one of checked) results.push(...(await this.resultsOf(one, isSeveral)));
    return results;
  }

  private async resultsOf(one: Checked, isSeveral: boolean): Promise<readonly ReadResult[]> {
    const { from, context } = this.context;
    const { part, jwt, check, index } = one;
    const results: ReadResult[] = [];
    if (jwt && isTrustJwt(jwt)) {
      const source = { ...from, part: this.parts.length > 1 ? index + 1 : 0 };
      const encoded = jwt.holdsSeed ? null : (part.jwt?.text ?? null);
      results.push({ kind: "trust", facts: { id: jwt.subject ?? "", source, jwt }, encoded });
      if (!part.seed) return results;
    }
    const { seed, signer, secret } = check;
    const jwtFault = jwt ? null : faultOf(part.jwt?.jwt ?? null, seed);
    if (secret) {
      this.kept.delete(secret);
      this.onHandedOver(secret);
    }
    const reading: CredsReading = {
      kind: "creds",
      source: { ...from, part: isSeveral ? (this.neighbours[index]?.number ?? 0) : 0 },
      facts: {
        form: await this.formOf(one, isSeveral),
        jwt,
        jwtFault,
        seed,
        unusable: unusable(jwt, jwtFault, seed),
        parts: 1,
        ...(this.dangers.length > 0 ? { dangers: this.dangers } : {}),
        ...(context ? { context } : {}),
      },
      jwt: part.jwt?.text ?? null,
      secret,
      signer,
    };
    return [...results, reading];
  }

  private async formOf(
    { part: { jwt, seed }, index, isJoined }: Checked,
    isSeveral: boolean,
  ): Promise<readonly FormatIssue[]> {
    const { input, textLines, pace } = this.context;
    const issues: FormatIssue[] = [];
    const { foreignLine } = this.all;
    if (foreignLine !== null)
      issues.push({ code: "foreign-jwt", line: foreignLine, refusedBy: [] });
    const [deepest] = [jwt, seed]
      .filter((one) => one !== null)
      .sort((a, b) => b.layer.depth - a.layer.depth);
    if (deepest && deepest.layer.depth > 0) {
      const { depth, line } = deepest.layer;
      const isWhole = jwt !== null && jwt.layer === seed?.layer;
      const what = isWhole ? "creds" : deepest.piece.kind;
      const several: FormatIssue[] = isSeveral
        ? [{ code: "several-creds", line: null, refusedBy: [] }]
        : [];
      const refusedBy = await runPaced(refusalsOfEncoded(), pace);
      return [{ code: "base64", line, depth, what, refusedBy }, ...several, ...issues];
    }
    // A seed alone needs no fences.
    if (jwt === null && seed?.seed?.ok) return issues;
    const { before, after } = this.neighbours[index] ?? {};
    const scope: Scope = {
      from: isJoined || before === undefined ? 0 : before + 1,
      to: isJoined || after === undefined ? textLines.lines.length : after,
      parts: isSeveral ? 2 : 1,
    };
    const pair = { jwt: jwt?.piece ?? null, seed: seed?.piece ?? null };
    return [...(await runPaced(findFormatIssues(input, textLines, pair, scope), pace)), ...issues];
  }
}

const matchedCheck = (check: SeedCheck, publicKey: string): SeedCheck => ({
  ...check,
  seed: { ...check.seed, state: "matches", publicKey },
});

const isCreds = ({ part }: Checked): boolean => part.seed !== null || !isTrustPart(part);

/** A sound seed of a user without any JWT is a whole login for a server that lists its key. */
function faultOf(jwt: Result<JwtFacts, CauseCode> | null, seed: SeedFacts): Fault<CauseCode> {
  if (jwt && !jwt.ok) return jwt.fault;
  const { state, publicKey } = seed;
  return state === "unmatched" && publicKey !== null
    ? fail("creds/nkey-only", { publicKey }).fault
    : fail("creds/no-jwt").fault;
}

/** Why no client could try to connect: there is nothing to send, or nothing to sign with. */
export function unusable(
  jwt: JwtFacts | null,
  jwtFault: Fault<CauseCode> | null,
  seed: SeedFacts,
): Fault<CauseCode> | null {
  if (!jwt) return jwtFault?.code === "creds/nkey-only" ? null : jwtFault;
  if (jwt.kind !== "user") return fail("jwt/not-a-user", { kind: jwt.kind }).fault;
  const malformed = jwt.problems.find((problem) => problem.code === "jwt/malformed");
  if (malformed) return fail("jwt/malformed", { at: malformed.path }).fault;
  if (jwt.user?.isBearer || seed.state === "matches") return null;
  if (seed.state === "absent") return fail("creds/no-seed").fault;
  return seed.fault;
}
