// The results as JSON. docs/check.md describes it. Pure.

import type { CheckAsked, CheckLine } from "./check-lines";

export const CHECK_JSON_VERSION = 1;

/**
 * Version 1: `{version, results: [{file, user, account, server, outcome, causes: [{code, certainty}], ms}]}`. `ms` is
 * from the dial to the answer, null where no server was asked. `may` and `expiring` are there when they were asked
 * for. Fields may be added without a new version.
 */
export function checkJson(lines: readonly CheckLine[], asked: CheckAsked): string {
  const value = {
    version: CHECK_JSON_VERSION,
    results: lines.map(({ file, user, account, server, outcome, causes, ms, may, isExpiring }) => ({
      file,
      user: outcome === "unreadable" ? null : user,
      account,
      server,
      outcome,
      causes: causes.map(({ code, certainty }) => ({ code, certainty })),
      ms,
      ...(asked.may.length === 0 ? {} : { may }),
      ...(asked.expiresWithinMs === null ? {} : { expiring: isExpiring }),
    })),
  };
  return `${JSON.stringify(value, null, 2)}\n`;
}
