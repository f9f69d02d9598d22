// What becomes of newer creds of a user that is loaded already: they take its row, at once where it is
// not connected, else as soon as the server has accepted them. The former creds keep a row of their own
// ("~2"). Made by the vault; called for each creds that come in. Nothing here connects to a host that
// the user has not chosen for this very row.

import type { EntryId } from "@/lib/shared/facts/creds";
import type { Renewal, VaultEvent } from "@/lib/shared/protocol/protocol";
import type { Keyring } from "@/lib/vault/keyring/keyring";
import type { Session } from "@/lib/vault/session/session";
import type { SessionCreds } from "@/lib/vault/session/session-facts";

export interface RenewalHost {
  readonly keyring: Keyring;
  readonly sessions: ReadonlyMap<EntryId, Session>;
  /** The entry as a session needs it; null for one that cannot connect. */
  credsOf(id: EntryId): SessionCreds | null;
  /** Makes one where there is none. */
  sessionOf(creds: SessionCreds): Session;
  /** What was on offer for this entry is no longer its own. */
  releaseCopies(id: EntryId): void;
  emit(event: VaultEvent): void;
}

export class Renewals {
  /** Row → row of the creds on trial for it. */
  private readonly trials = new Map<EntryId, EntryId>();

  constructor(private readonly host: RenewalHost) {}

  /** Null when these creds renew none, or are connected by themselves. */
  arrived(other: EntryId): Renewal | null {
    const { keyring, sessions } = this.host;
    const id = keyring.renewedBy(other);
    if (id === null || sessions.get(other)?.isIdle === false) return null;
    this.callOff(id);
    const session = sessions.get(id);
    const renewed = this.host.credsOf(other);
    if (session?.isOpen !== true || renewed === null) {
      this.exchange(id, other);
      return { id, other, isPending: false };
    }
    this.trials.set(id, other);
    session.renewWhileOpen(renewed, {
      onAccepted: () => this.ended(id, other, true),
      onFailed: (failure) => {
        this.ended(id, other, false);
        this.host.sessionOf(renewed).showFailure(session.serverAddress, failure);
      },
      onSuperseded: () => this.ended(id, other, null),
    });
    return { id, other, isPending: true };
  }

  /** Before a row is forgotten, or renewed by others: a trial that it has part in is called off. */
  callOff(gone: EntryId): void {
    for (const [id, other] of this.trials) {
      if (gone !== id && gone !== other) continue;
      this.trials.delete(id);
      this.host.sessions.get(id)?.cancelRenewal();
    }
  }

  /** `isAccepted` null: the row was disconnected first, so that they simply take its place. */
  private ended(id: EntryId, other: EntryId, isAccepted: boolean | null): void {
    this.trials.delete(id);
    if (isAccepted !== false) this.exchange(id, other, isAccepted === true);
    const { keyring, emit } = this.host;
    const entries = [id, other].flatMap((one) => keyring.summary(one) ?? []);
    emit({ kind: "entriesChanged", entries });
    if (isAccepted !== null) emit({ kind: "renewalEnded", id, other, isAccepted });
  }

  /** `isLive`: the session sees to itself. */
  private exchange(id: EntryId, other: EntryId, isLive = false): void {
    const { keyring, sessions, credsOf, releaseCopies } = this.host;
    keyring.exchange(id, other);
    for (const one of [id, other]) {
      releaseCopies(one);
      const creds = credsOf(one);
      const session = sessions.get(one);
      if (creds === null || session === undefined) continue;
      if (one === id && isLive) session.setCreds(creds);
      else session.renew(creds, one === id);
    }
  }
}
