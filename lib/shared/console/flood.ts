// The rate from which messages are a flood: a row is gone before the user can read it. Receiving then takes
// precedence over showing (log-reader.ts, message-grid-controller.ts, use-view.ts).

/** Messages a second. */
export const FLOOD_PER_SECOND = 5_000;
