// Loads the files into a vault of this process and connects with each of its creds to each server, one real attempt
// each: the same reader, attempts, verdict and permissions as on the page.

import { causesBeforeConnecting } from "@/lib/page/diagnosis/before-connecting";
import { verdictOf } from "@/lib/page/diagnosis/verdict";
import { connectPlan } from "@/lib/page/permissions/connect-plan";
import { decide } from "@/lib/page/permissions/decide";
import type { DecisionKind } from "@/lib/page/permissions/decision";
import { knownRights } from "@/lib/page/permissions/rights";
import { compileRules } from "@/lib/page/permissions/rule-set";
import { createVaultClient, type VaultClient } from "@/lib/page/vault-link/vault-client";
import { accountOf } from "@/lib/shared/diagnosis/outcome";
import type { Cause, Outcome } from "@/lib/shared/facts/causes";
import type { CredsFacts, EntryId, TrustFacts } from "@/lib/shared/facts/creds";
import type { FileRef, SessionState, VaultEvent } from "@/lib/shared/protocol/protocol";
import { localVault } from "./local-vault";
import type { CheckOptions, Need } from "./options";
import type { Server, Servers } from "./servers";

/** Files of one call to the vault, as the page sends them. */
const PART = 512;

export interface MayAnswer extends Need {
  readonly decision: DecisionKind;
}

/** Of one creds and one server. */
export interface CheckResult {
  readonly file: string;
  readonly name: string;
  readonly user: string | null;
  readonly account: string | null;
  /** As typed; null where no server was named. */
  readonly server: string | null;
  readonly outcome: Outcome | "not-tried";
  readonly causes: readonly Cause[];
  readonly ms: number | null;
  readonly expiresAtSec: number | null;
  readonly isExpiring: boolean;
  readonly may: readonly MayAnswer[];
}

/** `onResult` is called in the order in which the attempts end; the answer is in the order of the files. */
export async function runCheck(
  files: readonly FileRef[],
  trustFiles: readonly FileRef[],
  servers: Servers,
  options: CheckOptions,
  onResult: (done: number, total: number) => void,
): Promise<readonly CheckResult[]> {
  const vault = new OpenVault(servers.origin);
  try {
    await vault.open(trustFiles.map((ref) => ({ ...ref, inFolder: true })));
    const loaded = await vault.open(files);
    const targets: readonly (Server | null)[] = servers.all.length > 0 ? servers.all : [null];
    const total = loaded.length * targets.length;
    const results: CheckResult[][] = loaded.map(() => []);
    let done = 0;
    await inParallel(loaded, options.jobs, async ({ id, file }, index) => {
      for (const target of targets) {
        results[index]?.push(await vault.check(id, file, target, options));
        done += 1;
        onResult(done, total);
      }
    });
    return results.flat();
  } finally {
    await vault.close();
  }
}

interface Loaded {
  readonly id: EntryId;
  readonly file: string;
}

class OpenVault {
  private readonly client: VaultClient;
  private readonly sessions = new Map<EntryId, SessionState>();
  private readonly waiting = new Map<EntryId, () => void>();
  private readonly paths = new Map<EntryId, string>();
  private trust: readonly TrustFacts[] = [];

  constructor(pageOrigin: string) {
    this.client = createVaultClient(() => localVault(pageOrigin));
    this.client.onEvent((event) => this.onEvent(event));
    this.client.start();
  }

  /** Creds that are in several files are named once for each. */
  async open(files: readonly FileRef[]): Promise<readonly Loaded[]> {
    const ids: EntryId[] = [];
    const again: Loaded[] = [];
    for (let before = 0; before < files.length; before += PART) {
      const part = files.slice(before, before + PART);
      const reply = await this.client.call("openFiles", {
        files: part,
        before,
        total: files.length,
      });
      if (!reply.ok) throw new Error(`The vault did not read the files (${reply.fault.code}).`);
      ids.push(...reply.value.added);
      again.push(...reply.value.recognised.map(({ id, source }) => ({ id, file: source.name })));
    }
    const loaded = ids.map((id) => ({ id, file: this.paths.get(id) ?? id }));
    return [...loaded, ...again].sort((a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : 0));
  }

  async check(
    id: EntryId,
    file: string,
    target: Server | null,
    options: CheckOptions,
  ): Promise<CheckResult> {
    const reply = await this.client.call("readFacts", { id });
    if (!reply.ok) throw new Error(`The vault does not know an entry (${reply.fault.code}).`);
    const facts = reply.value;
    const session =
      target === null || facts.unusable
        ? null
        : await this.attempt(id, facts, target, options.timeLimitMs);
    const verdict = verdictOf(facts, session, Date.now(), this.trust);
    const expiresAtSec = facts.jwt?.expiresAtSec ?? null;
    const within = options.expiresWithinMs;
    return {
      file,
      name: facts.jwt?.name ?? "",
      user: facts.jwt?.subject ?? facts.seed.publicKey ?? null,
      account: facts.jwt === null ? null : accountOf(facts.jwt),
      server: target?.name ?? null,
      outcome: verdict?.outcome ?? "not-tried",
      causes: verdict?.causes ?? causesBeforeConnecting(facts, Date.now()),
      ms: session?.attempt ? Math.round(session.attempt.elapsedMs * 10) / 10 : null,
      expiresAtSec,
      isExpiring:
        within !== null && expiresAtSec !== null && expiresAtSec * 1_000 < Date.now() + within,
      may: options.may.map((need) => ({ ...need, decision: this.mayIt(facts, session, need) })),
    };
  }

  async close(): Promise<void> {
    await this.client.call("forgetAll", {});
  }

  private async attempt(
    id: EntryId,
    facts: CredsFacts,
    { address }: Server,
    timeLimitMs: number,
  ): Promise<SessionState> {
    this.sessions.delete(id);
    const plan = connectPlan(facts, this.trust);
    const reply = await this.client.call("connect", { id, address, timeLimitMs, ...plan });
    if (!reply.ok) throw new Error(`${address} was not dialled (${reply.fault.code}).`);
    const ended = await this.until(id, ({ phase, attempt, server }) => {
      if (attempt === null || attempt.end === null || phase === "connecting") return false;
      // The answer to who one is can turn "accepted" into another verdict.
      const isAsked = attempt.end === "pong" && plan.asksIdentity;
      const isTold = server?.identity?.from === "user-info" || server?.identitySilence != null;
      return !isAsked || isTold || phase !== "open";
    });
    await this.client.call("disconnect", { id });
    return ended;
  }

  private async until(
    id: EntryId,
    isIt: (session: SessionState) => boolean,
  ): Promise<SessionState> {
    for (;;) {
      const session = this.sessions.get(id);
      if (session !== undefined && isIt(session)) return session;
      await new Promise<void>((resolve) => this.waiting.set(id, resolve));
    }
  }

  private mayIt(facts: CredsFacts, session: SessionState | null, need: Need): DecisionKind {
    const { model, own, reported } = knownRights(facts, this.trust, session?.server ?? null);
    if (own === null) return "unknown";
    return decide(compileRules(reported ?? own, model), { ...need, queue: "" }).kind;
  }

  private onEvent(event: VaultEvent): void {
    if (event.kind === "trustChanged") this.trust = event.trust;
    if (event.kind === "entriesChanged") {
      for (const { id, path } of event.entries) this.paths.set(id, path);
    }
    if (event.kind !== "sessionChanged") return;
    this.sessions.set(event.session.id, event.session);
    this.waiting.get(event.session.id)?.();
  }
}

/** Runs `work` for all, at most `jobs` at a time. */
async function inParallel<T>(
  all: readonly T[],
  jobs: number,
  work: (one: T, index: number) => Promise<void>,
): Promise<void> {
  const left = all.entries();
  const worker = async () => {
    for (const [index, one] of left) await work(one, index);
  };
  await Promise.all(Array.from({ length: Math.min(jobs, all.length) }, worker));
}
