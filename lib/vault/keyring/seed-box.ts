// Holds the key of one seed for signing: a non-extractable WebCrypto key, or nkeys.js where WebCrypto has no
// Ed25519 (lib/vault/creds/nkeys.ts). Made by the keyring, used by attempts. It signs, and the key
// cannot be read from it. After `wipe` it can no longer sign.

import type { Signer } from "@/lib/vault/creds/nkeys";
import type { AttemptIdentity } from "@/lib/vault/nats/attempt-run";

export class SeedBox implements NonNullable<AttemptIdentity["signer"]> {
  #signer: Signer | null;
  readonly kind: Signer["by"];

  constructor(
    signer: Signer,
    /** The public key of the seed, which may differ from the JWT's `sub`. */
    readonly publicKey: string,
  ) {
    this.#signer = signer;
    this.kind = signer.by;
  }

  /** @throws after `wipe`, which comes only after the attempt has ended. */
  async sign(data: Uint8Array): Promise<Uint8Array> {
    if (this.#signer === null) throw new Error("the seed is wiped");
    return this.#signer.sign(data);
  }

  /** Its own box with the same key, for another JWT of the same user. @throws after `wipe`. */
  copy(): SeedBox {
    if (this.#signer === null) throw new Error("the seed is wiped");
    return new SeedBox(this.#signer.copy(), this.publicKey);
  }

  wipe(): void {
    this.#signer?.wipe();
    this.#signer = null;
  }
}
