// Holds one seed's key for signing: a non-extractable WebCrypto key, or nkeys.js where there is none
// (lib/vault/creds/nkeys.ts). Made by the keyring, used by attempts. The key goes in, signatures come out;
// there is no way to read it, and after `wipe` nothing is left to sign with.

import type { Signer } from "@/lib/vault/creds/nkeys";
import type { AttemptIdentity } from "@/lib/vault/nats/attempt-run";

export class SeedBox implements NonNullable<AttemptIdentity["signer"]> {
  #signer: Signer | null;
  readonly kind: Signer["by"];

  constructor(
    signer: Signer,
    /** Of the seed, which need not be the JWT's `sub`. */
    readonly publicKey: string,
  ) {
    this.#signer = signer;
    this.kind = signer.by;
  }

  /** @throws when wiped: the attempt it belongs to was ended before. */
  async sign(data: Uint8Array): Promise<Uint8Array> {
    if (this.#signer === null) throw new Error("the seed is wiped");
    return this.#signer.sign(data);
  }

  wipe(): void {
    this.#signer?.wipe();
    this.#signer = null;
  }
}
