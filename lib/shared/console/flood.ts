// The rate from which messages are a flood: a row is gone before the user can read it. Receiving then takes
// precedence over showing (log-reader.ts, message-grid-controller.ts, use-view.ts).

/** Messages a second. */
export const FLOOD_PER_SECOND = 5_000;

/** From this rate on rows change too fast to see, and drawing them takes processor time from the network. */
export const HEAVY_FLOOD_PER_SECOND = 200_000;
/** Rows are drawn this often then, milliseconds; at once when the flood ends. */
export const HEAVY_FLOOD_DRAW_MS = 500;
