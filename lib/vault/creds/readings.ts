// What reading a text gives, before the keyring takes it. For this folder and the keyring.

import type { Fault, Result } from "@/lib/shared/base/result";
import type { CauseCode } from "@/lib/shared/facts/causes";
import type {
  ContextFacts,
  CredsFacts,
  SeedDanger,
  SourceRef,
  TrustFacts,
} from "@/lib/shared/facts/creds";
import type { Report, ReportFault } from "@/lib/shared/facts/report";
import type { Secret, Signer } from "./nkeys";

/** One pair of JWT and seed, before the keyring gives it an id. */
export interface CredsReading {
  readonly kind: "creds";
  readonly source: SourceRef;
  readonly facts: Omit<CredsFacts, "id" | "sources" | "sameUserAs">;
  /** The JWT without white space, for CONNECT; null when there is none. */
  readonly jwt: string | null;
  /** Null when there is no sound seed of a user. The caller must zero `raw`. */
  readonly secret: Secret | null;
  /** Null when there is no sound seed, or when it cannot sign. The caller must wipe it. */
  readonly signer: Signer | null;
}

/** An account or operator JWT. */
export interface TrustReading {
  readonly kind: "trust";
  readonly facts: TrustFacts;
  /** As it was issued, to be copied; null when one of its claims holds a seed. */
  readonly encoded: string | null;
}

export type ReadResult =
  | CredsReading
  | TrustReading
  /** The whole file is a report. Nothing of it goes into the keyring. */
  | { readonly kind: "report"; readonly read: Result<Report, ReportFault> }
  | Nothing;

export interface Nothing {
  readonly kind: "nothing";
  readonly source: SourceRef;
  readonly fault: Fault<CauseCode>;
  /** What the file holds all the same. */
  readonly dangers?: readonly SeedDanger[];
  readonly context?: ContextFacts;
}

/** What was read since the last batch. */
export interface ReadBatch {
  readonly results: readonly ReadResult[];
  readonly done: number;
  readonly total: number;
}

/** For a reading that is not taken. */
export function wipeReading({ secret, signer }: Pick<CredsReading, "secret" | "signer">): void {
  secret?.raw.fill(0);
  signer?.wipe();
}
