// One loaded creds and what the user does with it: connect, disconnect, act on the open connection. Owned by
// the vault (vault.ts), one for each entry that was ever connected. The connection over time is in
// session-connection.ts, the observations are in session-record.ts, and session-notifier.ts notifies the
// page.

import { fail, ok, type Result } from "@/lib/shared/base/result";
import type { ActionFault } from "@/lib/shared/facts/action-fault";
import type { RepeatFacts, ResponderFacts, Retention } from "@/lib/shared/facts/console";
import type { EntryId, UserPermissions } from "@/lib/shared/facts/creds";
import type { RightsResult } from "@/lib/shared/facts/permission-tries";
import {
  hasMaskedQuery,
  maskQuery,
  parseAddress,
  type ServerAddress,
} from "@/lib/shared/grammar/address";
import type { SessionState, VaultEvent } from "@/lib/shared/protocol/protocol";
import {
  type Prepare,
  type RepeatOrder,
  Repeats,
  type ReplayOrder,
  type RunTarget,
} from "@/lib/vault/console/repeats";
import { type ResponderOrder, Responders } from "@/lib/vault/console/responders";
import { SubscriptionManager } from "@/lib/vault/console/subscriptions";
import type { Connection } from "@/lib/vault/nats/connection";
import type { FrameLog } from "./frame-log";
import type { HandoverFailure, RenewalListener } from "./handover";
import { SessionConnection } from "./session-connection";
import { type ConnectPlan, type SessionCreds, sourceName } from "./session-facts";
import { SessionNotifier } from "./session-notifier";
import { SessionRecord } from "./session-record";

export interface SessionHost {
  /** Whether the page came over https, which forbids ws:// to other machines. */
  readonly isPageHttps: boolean;
  readonly pageOrigin: string;
  limits(): Retention;
  emit(event: VaultEvent): void;
}

export class Session {
  readonly subscriptions: SubscriptionManager;
  readonly repeats: Repeats;
  readonly responders: Responders;
  private readonly id: EntryId;
  private readonly record = new SessionRecord(() => this.creds.facts());
  private readonly notifier: SessionNotifier;
  private readonly connection: SessionConnection;

  constructor(
    private creds: SessionCreds,
    private readonly host: SessionHost,
  ) {
    const { id } = creds;
    const { pageOrigin, emit } = host;
    this.id = id;
    this.subscriptions = new SubscriptionManager(
      () => emit({ kind: "rowsArrived", id }),
      host.limits(),
    );
    this.repeats = new Repeats((repeat, fault) =>
      emit({ kind: "repeatChanged", id, repeat, fault }),
    );
    this.responders = new Responders((responder, fault) =>
      emit({ kind: "responderChanged", id, responder, fault }),
    );
    this.notifier = new SessionNotifier(id, () => this.state(), emit);
    const { record, notifier, subscriptions, repeats, responders } = this;
    const owned = { record, notifier, subscriptions, repeats, responders };
    this.connection = new SessionConnection({ ...owned, pageOrigin, creds: () => this.creds });
  }

  get isOpen(): boolean {
    return this.connection.current !== null;
  }

  get isIdle(): boolean {
    return this.connection.phase === "idle";
  }

  get serverAddress(): ServerAddress | null {
    return this.connection.address;
  }

  /** Of the replies to its requests. */
  get inboxPrefix(): string {
    return this.connection.inboxPrefix;
  }

  /** For people: the server that the session is connected to. */
  get serverName(): string {
    return sourceName(this.record.facts.server, this.serverAddress);
  }

  state(): SessionState {
    const { phase, retryAt, inboxPrefix } = this.connection;
    return { id: this.id, phase, ...this.record.facts, retryAt, inboxPrefix };
  }

  /** What the JWT itself says; null when it is not a user JWT. */
  permissionsOfJwt(): UserPermissions | null {
    return this.creds.facts().jwt?.user?.permissions ?? null;
  }

  readFrames(after: number): ReturnType<FrameLog["read"]> {
    return this.notifier.readFrames(after);
  }

  /** `text` is what the page shows: of an address with a query that was dialled before, the masked one. */
  connect(text: string, timeLimitMs: number, plan: ConnectPlan): Result<null, ActionFault> {
    const address = this.readAddress(text);
    if (!address.ok) {
      if (this.isIdle) {
        this.record.setNotTried(text, address.fault.code);
        this.notifier.notify();
      }
      return address;
    }
    const isSame = address.value.url === this.serverAddress?.url;
    const { phase } = this.connection;
    if (isSame && (phase === "open" || phase === "connecting")) return ok(null);
    if (phase === "open") {
      this.subscriptions.notice("session/disconnected");
      this.subscriptions.dropUnanswered();
    }
    this.connection.connect({ address: address.value, timeLimitMs, plan });
    return ok(null);
  }

  private readAddress(text: string): ReturnType<typeof parseAddress> {
    const known = this.serverAddress;
    if (known !== null && maskQuery(known.url) === text.trim()) return ok(known);
    if (hasMaskedQuery(text)) return fail("net/bad-url", { reason: "masked" });
    return parseAddress(text, this.host.isPageHttps);
  }

  disconnect(): void {
    const wasOpen = this.connection.phase === "open";
    this.connection.cancelAttempt();
    this.subscriptions.dropUnanswered();
    this.leave();
    if (wasOpen) {
      this.record.setEndedByUser();
      this.subscriptions.notice("session/disconnected");
    }
    this.notifier.notify();
  }

  /** Ends the connection, an attempt or a planned retry. Does not notify the page. */
  leave(): void {
    this.connection.leave();
  }

  /** Runs an action of the user on the open connection. */
  async withOpen<T>(
    act: (connection: Connection) => Promise<Result<T, ActionFault>>,
  ): Promise<Result<T, ActionFault>> {
    const { current } = this.connection;
    if (current === null) return fail("not-connected");
    return this.connection.track(act(current));
  }

  /** On the connection that is open now, whatever happens while it is prepared. */
  repeat(run: number, prepare: Prepare<RepeatOrder>): Promise<Result<RepeatFacts, ActionFault>> {
    return this.withRunTarget((on) => this.repeats.start(run, on, prepare));
  }

  /** As `repeat`. */
  replay(run: number, prepare: Prepare<ReplayOrder>): Promise<Result<RepeatFacts, ActionFault>> {
    return this.withRunTarget((on) => this.repeats.replay(run, on, prepare));
  }

  private async withRunTarget<T>(
    use: (on: RunTarget) => Promise<Result<T, ActionFault>>,
  ): Promise<Result<T, ActionFault>> {
    const { current, run } = this.connection;
    if (current === null || run === null) return fail("not-connected");
    const { maxPayloadBytes } = this.record;
    return use({ connection: current, wire: run.wire, maxPayloadBytes });
  }

  async respond(order: ResponderOrder): Promise<Result<ResponderFacts, ActionFault>> {
    return this.withOpen((connection) => this.responders.start(order, connection));
  }

  /** Asks again for the rights in force, because an account may have changed. */
  async askRights(): Promise<Result<RightsResult, ActionFault>> {
    return this.withOpen((current) => this.connection.serverWatch.askRights(current));
  }

  /** Looks closer at a host where no NATS server answered. Does nothing after any other outcome. */
  async probe(): Promise<Result<null, ActionFault>> {
    const { notifier, record, serverAddress } = this;
    const { attempt, outcome } = record.facts;
    if (serverAddress === null || outcome !== "unreachable" || !this.isIdle) return ok(null);
    // Fetched when first needed: most sessions never look closer.
    const part = await import("@/lib/vault/nats/host-probe").catch(() => null);
    if (part === null) return fail("part-missing");
    const options = { ...this.host, onFrame: notifier.addFrame };
    const found = await part.probeHost(serverAddress, options);
    if (record.facts.attempt === attempt) {
      record.setHostProbe(found);
      notifier.notify();
    }
    return ok(null);
  }

  /** Whether the server answers what it answers only for users of the system account. */
  setAnswersSystem(answersSystem: boolean): void {
    const known = this.record.facts.server?.answersSystem;
    if (known !== answersSystem) this.connection.serverWatch.update({ answersSystem });
  }

  /** The entry has these creds now, and the open connection was made with them. */
  setCreds(creds: SessionCreds): void {
    this.creds = creds;
  }

  /**
   * Uses other creds of the same user from the next connection on; not for an open session. It dials only
   * if the session was dialling. The verdict on the former creds says nothing about these, so it goes.
   */
  renew(creds: SessionCreds, areNewer: boolean): void {
    this.creds = creds;
    const { phase } = this.connection;
    const hadAttempt = this.record.facts.attempt !== null;
    if (hadAttempt && areNewer) this.subscriptions.notice("session/renewal-loaded");
    if (phase === "waiting") return;
    this.leave();
    this.record.forgetAll();
    if (phase === "connecting") this.connection.redial();
    else if (hadAttempt) this.notifier.notify();
  }

  /** Tries renewed creds at the same address beside the open connection, and moves to them if accepted. */
  renewWhileOpen(creds: SessionCreds, listener: RenewalListener): void {
    this.connection.renewWhileOpen(creds, listener);
  }

  /** Ends an attempt with renewed creds, as if they had not come. */
  cancelRenewal(): void {
    this.connection.cancelRenewal();
  }

  /** Shows the failure of these creds, which were tried for another row. */
  showFailure(address: ServerAddress | null, failure: HandoverFailure): void {
    this.connection.setAddress(address);
    this.record.setFailedElsewhere(failure);
    const { frames } = failure.frames.read(0);
    for (const { direction, line } of frames) this.notifier.addFrame(direction, line);
    this.notifier.notify();
  }
}
