// How another clock stands against this machine's: types only, shared by the vault, the diagnosis and
// the page.

export interface ClockFacts {
  /** The other clock minus ours, milliseconds. */
  readonly aheadMs: number;
  /** It may be off by so much: half the time of the question, and the clock's own step. */
  readonly accuracyMs: number;
  readonly from: "server" | "page-host";
}
