// The columns of the results of a check: the name of the creds, then one for each server.

/** Header and rows. `--servers` is the number of columns after the name. */
export const RESULTS_GRID =
  "grid h-8 grid-cols-[150px_repeat(var(--servers),160px)] items-center @min-[760px]:grid-cols-[240px_repeat(var(--servers),220px)]";
