// How server versions differ when they check permissions, as observed with nats-server 2.9.10, 2.10.27
// and 2.15.1 (agreement.test.ts). Versions in between were never tried.

import { parseServerVersion } from "@/lib/shared/base/server-version";

export interface ServerModel {
  /** As in INFO; "" = there is no connection, and the newest version is assumed. */
  readonly version: string;
  /** The version it behaves like; "between": like 2.10 or like 2.15. */
  readonly like: "2.9" | "2.10" | "between" | "2.15";
}

/** `version` of INFO, such as "2.10.27"; null when there is no connection. */
export function serverModel(version: string | null): ServerModel {
  if (version === null) return { version: "", like: "2.15" };
  const { major, minor } = parseServerVersion(version) ?? { major: 0, minor: 0 };
  if (major === 0) return { version, like: "between" };
  if (major < 2 || (major === 2 && minor <= 9)) return { version, like: "2.9" };
  if (major === 2 && minor === 10) return { version, like: "2.10" };
  return { version, like: major > 2 || minor >= 15 ? "2.15" : "between" };
}

/** True only for versions up to 2.10. */
export const isOld = ({ like }: ServerModel): boolean => like === "2.9" || like === "2.10";
