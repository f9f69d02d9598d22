// What differs between server versions in the checks of permissions. Observed with nats-server 2.9.10 and
// 2.10.27, which behave alike, and 2.15.1 (agreement.test.ts); the versions between were never tried.

export interface ServerModel {
  /** As told by INFO; "" = no connection, the newest is assumed. */
  readonly version: string;
  /** How it behaves; "between": like the one or the other. */
  readonly manner: "old" | "between" | "new";
}

const OLD_UP_TO = [2, 10] as const;
const NEW_FROM = [2, 15] as const;

/** `version` of INFO, such as "2.10.27"; null when there is no connection. */
export function serverModel(version: string | null): ServerModel {
  if (version === null) return { version: "", manner: "new" };
  const numbers = /^v?(\d+)\.(\d+)/.exec(version);
  if (!numbers) return { version, manner: "between" };
  const [, major, minor] = numbers.map(Number);
  const at = [major ?? 0, minor ?? 0] as const;
  if (isAtMost(at, OLD_UP_TO)) return { version, manner: "old" };
  return { version, manner: isAtMost(NEW_FROM, at) ? "new" : "between" };
}

function isAtMost(a: readonly [number, number], b: readonly [number, number]): boolean {
  return a[0] < b[0] || (a[0] === b[0] && a[1] <= b[1]);
}
