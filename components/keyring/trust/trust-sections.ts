// What an account or operator JWT says, as sections of lines for its page. Field names: nats-io/jwt v2
// account_claims.go, operator_claims.go. Pure.

import { rawText } from "@/components/shared/claims/claim-values";
import {
  accountClaimsOf,
  operatorClaimsOf,
  type Scope,
} from "@/lib/page/diagnosis/trust/account-claims";
import { formatBinaryBytes } from "@/lib/page/format/bytes";
import { formatCount } from "@/lib/page/format/count";
import { isJsonObject, type Json } from "@/lib/shared/base/json";
import type { JwtFacts, SubjectRules } from "@/lib/shared/facts/creds";

export interface TrustLine {
  /** As written: a key, a subject, a limit. */
  readonly name: string;
  readonly text: string;
  /** Seconds since 1970, where the line is about a time. */
  readonly atSec?: number;
}

export interface TrustSection {
  readonly title: string;
  /** Said when there are no lines. */
  readonly none: string;
  readonly lines: readonly TrustLine[];
}

export function trustSections(jwt: JwtFacts): readonly TrustSection[] {
  return jwt.kind === "operator" ? operatorSections(jwt) : accountSections(jwt);
}

function accountSections(jwt: JwtFacts): readonly TrustSection[] {
  const claims = accountClaimsOf(jwt);
  const limits = member(member(jwt.claims, "nats"), "limits");
  return [
    {
      title: "Limits",
      none: "No limits are set, so servers allow nothing.",
      lines: isJsonObject(limits)
        ? [...limits].map(([name, value]) => ({ name, text: limitText(name, value) }))
        : [],
    },
    {
      title: "Signing keys",
      none: "None. The account's own key signs its users.",
      lines: [...claims.signingKeys].map(([key, scope]) => ({ name: key, text: scopeText(scope) })),
    },
    {
      title: "Revocations",
      none: "No user is revoked.",
      lines: [...claims.revocations].map(([key, atSec]) => ({
        name: key === "*" ? "every user" : key,
        text: "creds issued at or before this time are refused:",
        atSec,
      })),
    },
    {
      title: "Exports",
      none: "Nothing is exported.",
      lines: claims.exports.map(({ kind, subject, name, isPrivate }) => ({
        name: subject,
        text: [kind, name, isPrivate ? "private: importers need a token" : "public"]
          .filter(Boolean)
          .join(", "),
      })),
    },
    {
      title: "Imports",
      none: "Nothing is imported.",
      lines: claims.imports.map(({ kind, subject, localSubject, account, name }) => ({
        name: localSubject === "" ? subject : `${subject} as ${localSubject}`,
        text: [kind, name, `from ${account}`].filter(Boolean).join(", "),
      })),
    },
    {
      title: "Mappings",
      none: "No subject is mapped.",
      lines: [...claims.mappings].map(([from, targets]) => ({
        name: from,
        text: targets
          .map(({ subject, weight, cluster }) =>
            [subject, weight < 100 ? `${weight} %` : "", cluster && `in cluster ${cluster}`]
              .filter(Boolean)
              .join(" "),
          )
          .join(", "),
      })),
    },
    tagsOf(claims.tags),
  ];
}

function operatorSections(jwt: JwtFacts): readonly TrustSection[] {
  const claims = operatorClaimsOf(jwt);
  const nats = member(jwt.claims, "nats");
  const line = (name: string, value: Json | null): readonly TrustLine[] =>
    value === null ? [] : [{ name, text: rawText(value) }];
  return [
    {
      title: "Signing keys",
      none: "None. The operator's own key signs its accounts.",
      lines: claims.signingKeys.map((key) => ({ name: key, text: "signs accounts" })),
    },
    {
      title: "Settings",
      none: "None.",
      lines: [
        {
          name: "strict_signing_key_usage",
          text: claims.isStrict
            ? "on: accounts and users must be signed with signing keys"
            : "off: own keys may sign, too",
        },
        ...(claims.systemAccount === null
          ? []
          : [{ name: "system_account", text: claims.systemAccount }]),
        ...line("account_server_url", member(nats, "account_server_url")),
        ...line("operator_service_urls", member(nats, "operator_service_urls")),
        ...line("assert_server_version", member(nats, "assert_server_version")),
      ],
    },
    tagsOf(strings(member(nats, "tags"))),
  ];
}

const tagsOf = (tags: readonly string[]): TrustSection => ({
  title: "Tags",
  none: "No tags.",
  lines: tags.map((tag) => ({ name: tag, text: "" })),
});

function scopeText(scope: Scope | null): string {
  if (scope === null) return "plain: the user JWT sets the permissions";
  const { permissions } = scope.template;
  return [
    `scoped${scope.role === "" ? "" : `, role ${scope.role}`}`,
    `publish ${rulesText(permissions.publish)}`,
    `subscribe ${rulesText(permissions.subscribe)}`,
  ].join("; ");
}

function rulesText({ allow, deny }: SubjectRules): string {
  const allowed = (allow ?? []).length === 0 ? "anything" : (allow ?? []).join(", ");
  return (deny ?? []).length === 0 ? allowed : `${allowed} but not ${(deny ?? []).join(", ")}`;
}

const BYTE_LIMITS: ReadonlySet<string> = new Set([
  ...["data", "payload", "mem_storage", "disk_storage"],
  ...["mem_max_stream_bytes", "disk_max_stream_bytes"],
]);

function limitText(name: string, value: Json): string {
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (typeof value !== "number") return rawText(value);
  if (value < 0) return "no limit";
  if (value === 0) return "none allowed";
  return BYTE_LIMITS.has(name) ? formatBinaryBytes(value) : formatCount(value);
}

function member(value: Json | null, name: string): Json | null {
  return isJsonObject(value) ? (value.get(name) ?? null) : null;
}

const strings = (value: Json | null): readonly string[] =>
  Array.isArray(value) ? value.filter((one) => typeof one === "string") : [];
