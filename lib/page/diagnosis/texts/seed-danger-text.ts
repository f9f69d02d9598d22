// What the user reads about the seed of an account, an operator, a cluster, a server or a curve key.

import type { DangerousSeed, SeedDanger } from "@/lib/page/diagnosis/seed-danger";

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
};

export function seedDangerText({ kind, isKept }: SeedDanger): SeedDangerText {
  return {
    title: TITLES[kind],
    consequence: CONSEQUENCES[kind],
    kept: isKept
      ? "The JWT names this key as its user, and servers accept that. So the seed is kept in this tab to log in, until you press Forget."
      : "It was wiped from this tab as soon as it was read, and nothing is signed with it.",
    next: "Keep it out of creds files. If others could see the file, replace the key.",
  };
}
