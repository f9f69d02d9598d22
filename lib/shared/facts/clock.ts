// How another clock compares with this machine's. Types only, for the vault, the diagnosis and the page.

export interface ClockFacts {
  /** The other clock minus ours, milliseconds. */
  readonly aheadMs: number;
  /** The possible error: half the time of the question plus the resolution of the clock. */
  readonly accuracyMs: number;
  readonly from: "server" | "page-host";
}
