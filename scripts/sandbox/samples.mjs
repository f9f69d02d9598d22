// The sample creds: one file for each case, with one line that says what it shows. `outcome` is the answer
// of a server on this machine over WebSocket; a test tries each sample. They are made at each start from the
// kept keys, so that samples that depend on the time always match their line.
import { credsText, makeAccount, makeUser, makeVersion1User, signAgain } from "./identities.mjs";

/** @typedef {import("./trust.mjs").Trust} Trust */
/** @typedef {import("./state.mjs").KeyStore} KeyStore */

/**
 * @typedef {object} Sample
 * @property {string} file
 * @property {string} title
 * @property {string} shows
 * @property {"accepted" | "refused"} outcome
 * @property {string} text the creds file
 */

const HOUR = 3600;
const DAY = 24 * HOUR;

/**
 * @param {Trust} trust
 * @param {KeyStore} keys
 * @param {number} [now] seconds since 1970
 * @returns {Promise<Sample[]>}
 */
export async function makeSamples(trust, keys, now = Math.floor(Date.now() / 1000)) {
  /** @type {Sample[]} */
  const samples = [];
  /**
   * @param {Sample["outcome"]} outcome
   * @param {string} name
   * @param {string} title
   * @param {string} shows
   * @param {string} text
   */
  const add = (outcome, name, title, shows, text) => {
    samples.push({ file: `${name}.creds`, title, shows, outcome, text });
  };
  /**
   * @param {string} name
   * @param {Partial<Parameters<typeof makeUser>[0]>} [options]
   */
  const user = (name, options) =>
    makeUser({ name, account: trust.orders, key: keys.key("user", name), ...options });

  const orders = await user("svc-orders");
  add(
    "accepted",
    "svc-orders",
    "Full rights",
    "A service that may publish and subscribe everywhere in its account.",
    orders.creds,
  );

  const system = await user("sys-admin", { account: trust.systemAccount });
  add(
    "accepted",
    "sys-admin",
    "Creds of the system account",
    "May watch the server itself and ask it for account JWTs. It has no JetStream.",
    system.creds,
  );

  const narrow = await user("svc-fulfilment-eu", { claims: narrowRights });
  add(
    "accepted",
    "svc-fulfilment-eu",
    "Narrow permissions",
    "Allow, deny and queue rules: European orders only, American ones only as queue group workers.",
    narrow.creds,
  );

  const responder = await user("svc-stock", { claims: responderRights });
  add(
    "accepted",
    "svc-stock",
    "Reply-only responder",
    "May subscribe to stock.check and answer what it receives there; every other publish is denied.",
    responder.creds,
  );

  const soon = await user("job-nightly", { exp: now + 600 });
  add(
    "accepted",
    "job-nightly",
    "Expires in ten minutes",
    "Works now; the server ends the connection when the time is up. Renewed while the sandbox runs.",
    soon.creds,
  );

  const device = await user("sensor-17", { signer: trust.deviceKey, scoped: true });
  add(
    "accepted",
    "sensor-17",
    "Scoped signing key",
    "Its rights come from the account's template, not from the file: devices.sensor-17.> only.",
    device.creds,
  );

  const bearer = await user("web-status", { claims: { bearer_token: true } });
  add(
    "accepted",
    "web-status",
    "Bearer",
    "The user JWT alone is enough; the server asks for no signature.",
    bearer.creds,
  );

  add(
    "accepted",
    "svc-legacy",
    "Version 1 JWT",
    "The older JWT format, signed the older way; servers still accept it.",
    makeVersion1User({
      name: "svc-legacy",
      account: trust.orders,
      key: keys.key("user", "svc-legacy"),
    }).creds,
  );

  const windows = await user("svc-windows");
  add(
    "accepted",
    "svc-windows",
    "CRLF line ends",
    "A good file saved with Windows line ends, which JavaScript clients refuse to read.",
    credsText(windows.jwt, windows.seed, "\r\n"),
  );

  const old = await user("svc-reports", { exp: keys.created - DAY });
  add(
    "refused",
    "svc-reports",
    "Expired",
    "It expired the day before the sandbox was made.",
    old.creds,
  );

  const mixed = await user("svc-mixed-up");
  add(
    "refused",
    "svc-mixed-up",
    "Seed of another user",
    "The seed belongs to a different user than the JWT, so its signature never matches.",
    credsText(mixed.jwt, keys.key("user", "svc-someone-else").seed),
  );

  const tampered = await user("svc-tampered");
  add(
    "refused",
    "svc-tampered",
    "Tampered signature",
    "One character of the JWT's signature was changed.",
    credsText(tamper(tampered.jwt), tampered.seed),
  );

  const tcpOnly = await user("svc-tcp-only", {
    claims: { allowed_connection_types: ["STANDARD"] },
  });
  add(
    "refused",
    "svc-tcp-only",
    "WebSocket not allowed",
    "It works on the client port, but its JWT does not allow connections over WebSocket.",
    tcpOnly.creds,
  );

  const office = await user("svc-office", { claims: { src: ["192.0.2.0/24"] } });
  add(
    "refused",
    "svc-office",
    "Source address outside",
    "May connect from 192.0.2.0/24 only, and this machine is not in that network.",
    office.creds,
  );

  const shift = closedShift(now);
  const night = await user("svc-batch", {
    claims: { times: [shift], times_location: "UTC" },
  });
  add(
    "refused",
    "svc-batch",
    "Outside its time window",
    "May connect for one hour a day, which is never the present hour.",
    night.creds,
  );

  // The encoder sets the issue time to now, and a revocation applies to JWTs that were issued before it.
  const former = await user("svc-former", { key: trust.revokedUser });
  const issuedEarlier = signAgain(former.jwt, trust.orders, (claims) => {
    claims["iat"] = keys.created - DAY;
  });
  add(
    "refused",
    "svc-former",
    "Revoked",
    "The account has revoked this user; nothing in the file shows it.",
    credsText(issuedEarlier, former.seed),
  );

  const stray = await user("svc-stray", { signer: keys.key("account", "unlisted signing key") });
  add(
    "refused",
    "svc-stray",
    "Signing key unknown",
    "Signed by a key that its account does not list.",
    stray.creds,
  );

  const elsewhere = await makeAccount({
    name: "BILLING",
    operator: trust.operator,
    key: keys.key("account", "BILLING"),
  });
  const billing = await user("svc-billing", { account: elsewhere });
  add(
    "refused",
    "svc-billing",
    "Account unknown to the server",
    "Its account is valid, but this server does not know it.",
    billing.creds,
  );

  return samples;
}

const narrowRights = {
  pub: {
    allow: ["orders.eu.>", "demo.echo", "$SYS.REQ.USER.INFO"],
    deny: ["orders.eu.audit.>"],
  },
  sub: {
    allow: ["orders.eu.>", "orders.us.> workers", "_INBOX.>"],
    deny: ["orders.eu.audit.>"],
  },
};

// One reply per request, within a minute (the wire counts nanoseconds).
const responderRights = {
  sub: { allow: ["stock.check"] },
  resp: { max: 1, ttl: 60_000_000_000 },
};

/**
 * Gives an hour of the day, UTC, at least two hours away from `now` and not close to midnight.
 * @param {number} now seconds since 1970
 */
export function closedShift(now) {
  const hour = Math.floor((now % DAY) / HOUR);
  return hour < 12
    ? { start: "14:00:00", end: "15:00:00" }
    : { start: "02:00:00", end: "03:00:00" };
}

/** @param {string} jwt */
function tamper(jwt) {
  const offset = jwt.lastIndexOf(".") + 10;
  return jwt.slice(0, offset) + (jwt[offset] === "A" ? "B" : "A") + jwt.slice(offset + 1);
}

/**
 * @typedef {object} TrustFile
 * @property {string} file
 * @property {string} title
 * @property {string} shows
 * @property {string} text a JWT
 */

/**
 * @param {Trust} trust
 * @returns {TrustFile[]}
 */
export function trustFiles({ operator, orders, systemAccount }) {
  return [
    {
      file: "sandbox-operator.jwt",
      title: "Operator",
      shows: "The operator that signs every account of the sandbox.",
      text: `${operator.jwt}\n`,
    },
    {
      file: "ORDERS.jwt",
      title: "Account ORDERS",
      shows: "The account of the samples, with its signing keys and one revocation.",
      text: `${orders.jwt}\n`,
    },
    {
      file: "SYS.jwt",
      title: "System account",
      shows: "The account in which the server reports its own state.",
      text: `${systemAccount.jwt}\n`,
    },
  ];
}
