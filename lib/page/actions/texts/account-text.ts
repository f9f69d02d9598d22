// What the user reads after account JWTs were fetched from a server.

import { shortKey } from "@/lib/page/format/evidence";

const jwts = (count: number) => `${count} account ${count === 1 ? "JWT" : "JWTs"}`;

export const accountText = {
  notFetched: "The account JWTs were not fetched",
  allFetched: (count: number) => `${jwts(count)} fetched`,
  from: (source: string) => `From ${source}. Verified like a dropped one.`,
  /** `first`: an account among those that are missing. */
  someMissing: (found: number, missing: number, first: string) =>
    found > 0
      ? `${jwts(found)} fetched, ${missing} not`
      : missing === 1
        ? `The JWT of account ${shortKey(first)} was not fetched`
        : `${jwts(missing)} were not fetched`,
};
