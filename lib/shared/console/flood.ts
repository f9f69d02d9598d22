// When a stream is a flood: so many messages that nobody can read a row before it is gone. Then what is
// shown gives way to what is received (log-reader.ts, message-grid-controller.ts, use-view.ts).

/** Messages a second. */
export const FLOOD_PER_SECOND = 5_000;
