// The findings of each check from creds, clock and server, without account or operator JWTs, which checks.ts
// adds. It is a separate file so that the vault, which marks thousands of entries by the file alone, need not
// load the rules about accounts. Pure.

import { CHECK_IDS, type CheckId, type CheckState } from "@/lib/shared/facts/causes";
import type { CredsFacts } from "@/lib/shared/facts/creds";
import { connectBytes, MAX_CONNECT_BYTES } from "./connect-size";
import {
  claimsFindings,
  connectionTypeFindings,
  type Finding,
  formFindings,
  found,
  issuerFindings,
  limitsFindings,
  NO_OBSERVATIONS,
  type Observations,
  pass,
  seedFindings,
  signatureFindings,
  sourceFindings,
  timesFindings,
} from "./findings";
import { isOtherIdentity } from "./outcome";
import { deniesEverything } from "./sentinel";
import {
  issueTimeFindings,
  timeUnitFindings,
  unknownClaimFindings,
  unknownTypeFindings,
} from "./unread-claims";
import { validityFindings } from "./validity";

/** The worst of the checks that the file and the clock decide. The keyring marks the entry with it. */
export function soundnessOf(facts: CredsFacts, nowMs: number): "sound" | "warned" | "broken" {
  const states = CHECK_IDS.flatMap((id) => {
    const findings = findingsOf(id, facts, nowMs, NO_OBSERVATIONS);
    return findings ? worst(findings).state : [];
  });
  if (facts.unusable || states.includes("fail")) return "broken";
  return states.includes("warn") ? "warned" : "sound";
}

const RANK: Record<CheckState, number> = { pass: 0, unknown: 1, warn: 2, fail: 3 };

/** The first of the worst findings; a pass when there are none. */
export function worst(findings: readonly Finding[]): Finding {
  return findings.reduce(
    (bad, finding) => (RANK[finding.state] > RANK[bad.state] ? finding : bad),
    findings[0] ?? pass(),
  );
}

/** Null when the check does not apply. */
export function findingsOf(
  id: CheckId,
  facts: CredsFacts,
  nowMs: number,
  seen: Observations,
): readonly Finding[] | null {
  const { jwt } = facts;
  if (id === "form") return formFindings(facts);
  // Without a JWT there are no claims that could pass.
  if (id === "claims") {
    return jwt || facts.jwtFault?.code.startsWith("jwt/") ? allClaimsFindings(facts, seen) : null;
  }
  if (id === "seed") return facts.seed.state === "absent" && !jwt ? null : seedFindings(facts);
  if (id === "who-am-i") return jwt || isNkeyAlone(facts) ? [whoAmI(facts, seen)] : null;
  if (!jwt) return null;
  switch (id) {
    case "signature":
      return signatureFindings(jwt);
    case "issuer":
      return issuerFindings(jwt);
    case "validity":
      return [...validityFindings(jwt, nowMs, seen), ...timeUnitFindings(jwt, ["exp", "nbf"])];
    case "times":
      return timesFindings(jwt, nowMs);
    case "source":
      return sourceFindings(jwt, seen);
    case "connection-type":
      return [...connectionTypeFindings(jwt, seen), ...unknownTypeFindings(jwt)];
    case "limits":
      return [...limitsFindings(jwt, seen), ...sentinelFindings(facts)];
    case "size":
      return sizeFindings(facts);
    case "chain":
      return [{ state: "unknown", code: null, evidence: {} }];
  }
}

/** What a server refuses or limits comes before what it does not read. */
function allClaimsFindings(facts: CredsFacts, seen: Observations): readonly Finding[] {
  const { jwt } = facts;
  const unread = jwt && [
    ...unknownClaimFindings(jwt),
    ...timeUnitFindings(jwt, ["iat"]),
    ...issueTimeFindings(jwt),
  ];
  return [...claimsFindings(facts, seen), ...(unread ?? [])];
}

function sizeFindings(facts: CredsFacts): readonly Finding[] {
  const bytes = connectBytes(facts);
  const evidence = { bytes, limit: MAX_CONNECT_BYTES };
  return bytes <= MAX_CONNECT_BYTES
    ? [pass(evidence)]
    : [{ state: "fail", code: "jwt/too-large", evidence }];
}

const isNkeyAlone = ({ jwtFault }: CredsFacts): boolean => jwtFault?.code === "creds/nkey-only";

/** A user who may do nothing alone. With a login, a callout decides what it may do. */
function sentinelFindings({ jwt, login }: CredsFacts): readonly Finding[] {
  if (!jwt?.user || !deniesEverything(jwt.user.permissions)) return [];
  return login === undefined
    ? [found("warn", "creds/sentinel", { deniesAll: 1 })]
    : [{ state: "unknown", code: null, evidence: { callout: 1 } }];
}

function whoAmI(facts: CredsFacts, { attempt, server }: Observations): Finding {
  const fail = (code: "server/open" | "server/not-jwt" | "server/other-identity"): Finding => ({
    state: "fail",
    code,
    evidence: identityEvidence(server),
  });
  const unknown = (evidence: Finding["evidence"]): Finding => ({
    state: "unknown",
    code: null,
    evidence,
  });
  if (!server || attempt?.end !== "pong") return unknown({});
  if (attempt.info && !attempt.info.authRequired) return fail("server/open");
  if (attempt.info && !attempt.info.hasNonce) return fail("server/not-jwt");
  if (isOtherIdentity(server, facts)) {
    return attempt.login === null
      ? fail("server/other-identity")
      : pass({ ...identityEvidence(server), callout: 1 });
  }
  if (server.identity || server.info.remoteAccount) return pass(identityEvidence(server));
  return unknown(server.identitySilence ? { silence: server.identitySilence } : {});
}

/** Who the user is according to the server, as far as it said. */
export function identityEvidence(server: Observations["server"]): Finding["evidence"] {
  const user = server?.identity?.user;
  const account = server?.identity?.account ?? server?.info.remoteAccount;
  return {
    ...(user ? { serverUser: user } : {}),
    ...(account ? { serverAccount: account } : {}),
  };
}
