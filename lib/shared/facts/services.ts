// Services that answer on $SRV (ADR-32), as the page sees them. Types only, for the vault and the page.

import type { ApiAnswer } from "./permission-tries";

export interface ServiceFacts {
  readonly name: string;
  /** Of this instance. */
  readonly id: string;
  readonly version: string;
  readonly description: string;
  readonly endpoints: readonly EndpointFacts[];
  /** Milliseconds since 1970; null when its statistics did not come. */
  readonly startedAt: number | null;
}

export interface EndpointFacts {
  readonly name: string;
  readonly subject: string;
  /** "" = none. */
  readonly queue: string;
  /** Null when its statistics did not come. */
  readonly stats: EndpointStats | null;
}

export interface EndpointStats {
  readonly requests: number;
  readonly errors: number;
  /** "" = there was none. */
  readonly lastError: string;
  /** The mean time of an answer, in milliseconds. */
  readonly averageMs: number;
}

export interface ServicesFound {
  /** By name, then id. */
  readonly list: ApiAnswer<readonly ServiceFacts[]>;
  /** Whether the statistics came, or why they did not. */
  readonly stats: ApiAnswer<null>;
}
