// The six colours that mark a subscription and its rows. A word always goes with them.

const SLOTS = ["bg-s1", "bg-s2", "bg-s3", "bg-s4", "bg-s5", "bg-s6"] as const;

/** The class of a colour; -1 is for replies to requests that were sent here. */
export function slotClass(colour: number): string {
  return SLOTS[colour] ?? "bg-ink-3";
}
