// Newer creds of a user that is already loaded take the user's row: at once when the row is not connected,
// otherwise as soon as the server has accepted them. The older creds keep a separate row ("~2"). Made by
// the vault; called for each entry that is added. Nothing here connects to a host that the user has not
// chosen for this row.

import type { EntryId, Renewal } from "@/lib/shared/facts/creds";
import type { VaultEvent } from "@/lib/shared/protocol/protocol";
import type { Keyring } from "@/lib/vault/keyring/keyring";
import type { Session } from "@/lib/vault/session/session";
import type { SessionCreds } from "@/lib/vault/session/session-facts";

export interface RenewalHost {
  readonly keyring: Keyring;
  readonly sessions: ReadonlyMap<EntryId, Session>;
  /** The entry as a session needs it; null for one that cannot connect. */
  credsOf(id: EntryId): SessionCreds | null;
  /** Makes a session when there is none. */
  sessionOf(creds: SessionCreds): Session;
  /** The cleaned copies made for this row no longer match its creds. */
  releaseCopies(id: EntryId): void;
  emit(event: VaultEvent): void;
}

export class Renewals {
  /** The user's row → the row of newer creds that the server has not answered yet. */
  private readonly pending = new Map<EntryId, EntryId>();

  constructor(private readonly host: RenewalHost) {}

  /** Null when these creds renew no others, or are connected themselves. */
  renew(other: EntryId): Renewal | null {
    const { keyring, sessions } = this.host;
    const id = keyring.findRenewedBy(other);
    if (id === null || sessions.get(other)?.isIdle === false) return null;
    this.cancel(id);
    keyring.passLoginOn(id, other);
    const session = sessions.get(id);
    const renewed = this.host.credsOf(other);
    if (session?.isOpen !== true || renewed === null) {
      this.exchange(id, other);
      return { id, other, isPending: false };
    }
    this.pending.set(id, other);
    session.renewWhileOpen(renewed, {
      onAccepted: () => this.onRenewalEnded(id, other, true),
      onFailed: (failure) => {
        this.onRenewalEnded(id, other, false);
        this.host.sessionOf(renewed).showFailure(session.serverAddress, failure);
      },
      onSuperseded: () => this.onRenewalEnded(id, other, null),
    });
    return { id, other, isPending: true };
  }

  /** Cancels a renewal that this row is part of. Called before the row is forgotten or renewed by others. */
  cancel(row: EntryId): void {
    for (const [id, other] of this.pending) {
      if (row !== id && row !== other) continue;
      this.pending.delete(id);
      this.host.sessions.get(id)?.cancelRenewal();
    }
  }

  /** `isAccepted` null: the row was disconnected before an answer, so the newer creds take it at once. */
  private onRenewalEnded(id: EntryId, other: EntryId, isAccepted: boolean | null): void {
    this.pending.delete(id);
    if (isAccepted !== false) this.exchange(id, other, isAccepted === true);
    const { keyring, emit } = this.host;
    const entries = [id, other].flatMap((one) => keyring.summary(one) ?? []);
    emit({ kind: "entriesChanged", entries });
    if (isAccepted !== null) emit({ kind: "renewalEnded", id, other, isAccepted });
  }

  /** `isLive`: the session of `id` has already moved to the newer creds. */
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
