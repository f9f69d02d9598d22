// What "nkeys.js" means to nats.ws in the browser bundle (next.config.js): nothing. Our authenticator
// signs; the key code itself is fetched by lib/vault/creds/nkeys.ts, by its path, when there is no WebCrypto.

const none = (): never => {
  throw new Error("nats.ws was asked to sign");
};

export { none as encode, none as fromPublic, none as fromSeed };
