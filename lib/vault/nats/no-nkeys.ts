// Replaces "nkeys.js" for nats.ws in the browser bundle (next.config.js). nats.ws never signs, because
// attempt-run.ts gives it a ready signature. Without WebCrypto lib/vault/creds/nkeys.ts fetches the key code
// itself, by its path.

const none = (): never => {
  throw new Error("nats.ws was asked to sign");
};

export { none as encode, none as fromPublic, none as fromSeed };
