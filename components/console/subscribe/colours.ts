// The six colours that mark a subscription and its rows. A word always goes with them. Beyond six they return in
// other shapes: hollow, striped, with a dark edge.

const SOLID = ["bg-s1", "bg-s2", "bg-s3", "bg-s4", "bg-s5", "bg-s6"] as const;
const HOLLOW = [
  "border border-s1",
  "border border-s2",
  "border border-s3",
  "border border-s4",
  "border border-s5",
  "border border-s6",
] as const;
const EDGED = SOLID.map((colour) => `${colour} border border-ink`);
const DASHED = HOLLOW.map((colour) => `${colour} border-dashed`);
const SHAPES = [...SOLID, ...HOLLOW, ...EDGED, ...DASHED];

export const SLOT_COUNT = SHAPES.length;

/** The class of a colour, from 0; -1 is for replies to requests that were sent here. */
export function slotClass(colour: number): string {
  return colour < 0 ? "bg-ink-3" : (SHAPES[colour % SLOT_COUNT] ?? "bg-ink-3");
}
