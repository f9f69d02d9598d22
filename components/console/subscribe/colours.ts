// The six colours that mark a subscription and its rows; always beside a word, never alone.

const SLOTS = ["bg-s1", "bg-s2", "bg-s3", "bg-s4", "bg-s5", "bg-s6"] as const;

/** Class of a colour slot; -1 stands for replies to requests of ours. */
export function slotClass(colour: number): string {
  return SLOTS[colour] ?? "bg-ink-3";
}
