// The names that servers read in each kind of JWT, from the structs of nats-io/jwt v2.8.3: claims.go, types.go,
// user_claims.go, account_claims.go, imports.go, exports.go, signingkeys.go, operator_claims.go,
// activation_claims.go, and decoder_*.go for version 1. Called by unknown-claims.ts.

import type { JwtKind } from "@/lib/shared/facts/creds";

/** The names of an object. Null = any value, "*" = any other name. The items of a list have the same names. */
export interface Names {
  readonly [name: string]: Names | null;
}

const names = (text: string): Names =>
  Object.fromEntries(text.split(" ").map((name) => [name, null]));

const TOP = names("aud exp jti iat iss name nbf sub");
/** Version 1 has the fields of every claim at the top. */
const TOP_V1: Names = { ...TOP, ...names("tags type issuer_account") };
const GENERIC = names("tags type version");
const INFO = names("description info_url");

const PERMISSIONS: Names = {
  pub: names("allow deny"),
  sub: names("allow deny"),
  resp: names("max ttl"),
};
const LIMITS: Names = {
  ...names("subs data payload src times_location"),
  times: names("start end"),
};
const USER: Names = {
  ...PERMISSIONS,
  ...LIMITS,
  ...names("bearer_token proxy_required allowed_connection_types"),
};

const IMPORTS: Names = {
  ...names("name subject account token to local_subject type share allow_trace"),
};
const EXPORTS: Names = {
  ...INFO,
  ...names("name subject type token_req response_type response_threshold"),
  ...names("account_token_position advertise allow_trace"),
  revocations: { "*": null },
  service_latency: names("sampling results"),
};
const TIERED = names(
  "mem_storage disk_storage streams consumer max_ack_pending mem_max_stream_bytes disk_max_stream_bytes max_bytes_required",
);
const ACCOUNT: Names = {
  ...INFO,
  imports: IMPORTS,
  exports: EXPORTS,
  limits: {
    ...names("subs data payload imports exports wildcards disallow_bearer conn leaf"),
    ...TIERED,
    tiered_limits: { "*": TIERED },
  },
  signing_keys: { ...names("kind key role description"), template: USER },
  revocations: { "*": null },
  default_permissions: PERMISSIONS,
  mappings: { "*": names("subject weight cluster") },
  authorization: names("auth_users allowed_accounts xkey"),
  trace: names("dest sampling"),
  cluster_traffic: null,
};

const OPERATOR_V1 = names("signing_keys account_server_url operator_service_urls system_account");
const OPERATOR: Names = {
  ...OPERATOR_V1,
  ...names("assert_server_version strict_signing_key_usage"),
};

const NATS: Readonly<Record<JwtKind, Names | null>> = {
  user: { ...USER, issuer_account: null },
  account: ACCOUNT,
  operator: OPERATOR,
  activation: names("subject kind issuer_account"),
  other: null,
};

const NATS_V1: Readonly<Record<JwtKind, Names | null>> = {
  user: { ...PERMISSIONS, ...LIMITS, ...names("bearer_token max") },
  account: {
    ...names("revocations signing_keys"),
    imports: IMPORTS,
    exports: EXPORTS,
    limits: names("subs data payload imports exports wildcards disallow_bearer conn leaf"),
  },
  operator: OPERATOR_V1,
  activation: { ...names("subject type max payload src"), times: names("start end") },
  other: null,
};

/** The names of the whole JWT; null for a kind that no server reads. */
export function knownNames(kind: JwtKind, version: number): Names | null {
  const nats = (version === 1 ? NATS_V1 : NATS)[kind];
  if (nats === null) return null;
  return version === 1 ? { ...TOP_V1, nats } : { ...TOP, nats: { ...nats, ...GENERIC } };
}
