// What the user reads about the seed of an account, an operator, a cluster, a server or a curve key.

import type { DangerousSeed, SeedDanger } from "@/lib/shared/diagnosis/seed-danger";

export interface SeedDangerText {
  readonly title: string;
  readonly consequence: string;
  readonly kept: string;
  readonly next: string;
}

const TITLES: Record<DangerousSeed, string> = {
  account: "This is the seed of an account",
  operator: "This is the seed of an operator",
  cluster: "This is the seed of a cluster",
  server: "This is the seed of a server",
  curve: "This is the seed of a curve key",
  password: "An address in the file holds a password or a token",
};

const BESIDE: Record<DangerousSeed, string> = {
  account: "The same file holds the seed of an account",
  operator: "The same file holds the seed of an operator",
  cluster: "The same file holds the seed of a cluster",
  server: "The same file holds the seed of a server",
  curve: "The same file holds the seed of a curve key",
  password: "An address in the same file holds a password or a token",
};

const CONSEQUENCES: Record<DangerousSeed, string> = {
  account:
    "Anyone who has it can issue users of this account with any permissions, and so read and send everything in the account.",
  operator:
    "Anyone who has it can issue accounts and replace existing ones, and so control every account of this operator.",
  cluster: "Anyone who has it can sign as this cluster.",
  server:
    "Anyone who has it can sign as this server, for example in requests to an authorization callout.",
  curve:
    "Anyone who has it can read what was encrypted for this key, for example between a server and an authorization callout.",
  password: "Anyone who sees the address can log in with it. Addresses are often logged.",
};

export function seedDangerText({ kind, isKept, isBeside }: SeedDanger): SeedDangerText {
  return {
    title: (isBeside ? BESIDE : TITLES)[kind],
    consequence: CONSEQUENCES[kind],
    kept: isKept
      ? "The JWT names this key as its user, and servers accept that. So the seed is kept in this tab to log in, until you press Forget."
      : kind === "password"
        ? "It was wiped from this tab as soon as it was read."
        : "It was wiped from this tab as soon as it was read, and nothing is signed with it.",
    next:
      kind === "password"
        ? "Keep it out of addresses. If others could see the file, change it."
        : "Keep it out of creds files. If others could see the file, replace the key.",
  };
}
