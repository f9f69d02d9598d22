// How server versions differ when they check permissions. The versions at which each rule changed are those of
// nats-server's own history (server/client.go, server/sublist.go, server/auth.go); `npm run servers -- --check`
// compares the result with real servers of every line (agreement.test.ts).

import {
  compareServerVersions,
  parseServerVersion,
  type ServerVersion,
} from "@/lib/shared/base/server-version";
import { RESERVED_GROUPS, RESERVED_OLD_REPLIES } from "./reserved";

export interface ServerModel {
  /** As in INFO; "" = there is no connection, and the newest version is assumed. */
  readonly version: string;
  /** False when the version cannot be read: where versions differ, nothing is predicted. */
  readonly isKnown: boolean;
  /** Newer than every version that was tried. It is taken to be like the newest of those. */
  readonly isNewerThanTried: boolean;
  /** How scope templates are filled in: only as whole parts between dots (up to 2.10), or anywhere. */
  readonly templates: "whole" | "inline";
  /**
   * How a published subject is looked up (server/sublist.go matchLevelForAny). exact: by every entry.
   * skips-star: for the last part, "*" is ignored beside a literal part (2.10.22 to 2.10.29, 2.11.0 to 2.11.11,
   * 2.12.0 to 2.12.3). stops-at-dropped: as exact, but the search ends at the ">" of an entry that was dropped,
   * as it does with skips-star (up to 2.12.13 and 2.14.3).
   */
  readonly counting: "exact" | "skips-star" | "stops-at-dropped";
  /**
   * A deny entry for another queue group cancels a plain one (NATS advisory 2026-18; fixed in 2.11.16, 2.12.7
   * and 2.14.0).
   */
  readonly queueDenyCancels: boolean;
  /**
   * When deny entries filter the messages of a wildcard subscription. inside: if one lies entirely inside it.
   * overlapping: if one shares a subject with it. In both cases an entry with a queue group is read as one odd
   * subject. by-queue: as overlapping, and an entry with a queue group counts for that group (2.12.14, 2.14.4).
   */
  readonly filter: "inside" | "overlapping" | "by-queue";
  /**
   * The events of a trace go to any subject, whatever the user may publish (NATS advisory 2026-15; fixed in 2.11.15,
   * 2.12.6 and 2.14.0). Before 2.11 nothing is traced.
   */
  readonly tracesAnywhere: boolean;
  /**
   * Account defaults that change while a user without own rules is connected do not reach that connection
   * (nats-io/nats-server#8273; fixed in 2.12.12 and 2.14.3).
   */
  readonly keepsOldDefaults: boolean;
  /**
   * Replies to JetStream can begin with domain and account ($JS.ACK.DOMAIN.HASH.STREAM…): with the feature flag
   * js_ack_fc_v2, from 2.14.0 on, off by default up to the newest (server/feature_flags.go, ADR-15).
   */
  readonly hasAckFlag: boolean;
  /**
   * For a queue group, deny entries filter imported messages by their name in the exporting account, not by the local
   * one (nats-io/nats-server#8616; fixed in 2.14.8 and 2.15.1).
   */
  readonly filtersQueuesByOrigin: boolean;
  /** Prefixes that are reserved besides `_GR_.`. */
  readonly reserved: readonly string[];
  /** The answer to USER.INFO has the queue groups of the subscribe rules. */
  readonly tellsQueues: boolean;
  /** A mapping whose target has fewer wildcards than its source is dropped (2.9). */
  readonly dropsNarrowMappings: boolean;
}

/** The releases from which on a deny entry for another queue group cancels nothing. */
export const QUEUE_DENY_FIXED = ["2.11.16", "2.12.7", "2.14.0"] as const;
/** The releases from which on every deny entry is found, and filters. */
export const LOOKUP_FIXED = ["2.12.14", "2.14.4"] as const;
/** The releases from which on queue groups are filtered by the name of an imported message in their own account. */
export const IMPORTED_QUEUE_FIXED = ["2.14.8", "2.15.1"] as const;
/** The releases from which on a trace needs the right to publish to its destination. */
export const TRACE_FIXED = ["2.11.15", "2.12.6", "2.14.0"] as const;
/** The releases from which on changed account defaults reach open connections. */
export const DEFAULTS_FIXED = ["2.12.12", "2.14.3"] as const;

/** The newest version that `npm run servers -- --check` was run with. */
export const NEWEST_TRIED = "2.15.3";

/** `version` of INFO, such as "2.10.27"; null when there is no connection. */
export function serverModel(version: string | null): ServerModel {
  const read = parseServerVersion(version ?? NEWEST_TRIED);
  const isKnown = read !== null && read.major > 0;
  const own = isKnown ? read : versionOf(NEWEST_TRIED);
  const isSince = (...points: readonly string[]) => hasReached(own, points);
  return {
    version: version ?? "",
    isKnown,
    isNewerThanTried: compareServerVersions(own, versionOf(NEWEST_TRIED)) > 0,
    templates: isSince("2.11.0") ? "inline" : "whole",
    counting: countingOf(isSince),
    queueDenyCancels: !isSince(...QUEUE_DENY_FIXED),
    tracesAnywhere: isSince("2.11.0") && !isSince(...TRACE_FIXED),
    filtersQueuesByOrigin: !isSince(...IMPORTED_QUEUE_FIXED),
    hasAckFlag: isSince("2.14.0"),
    keepsOldDefaults: !isSince(...DEFAULTS_FIXED),
    filter: isSince(...LOOKUP_FIXED)
      ? "by-queue"
      : isSince(...QUEUE_DENY_FIXED)
        ? "overlapping"
        : "inside",
    reserved: [
      ...(isSince("2.11.0") ? [RESERVED_GROUPS] : []),
      ...(isSince("2.14.8", "2.15.1") ? [RESERVED_OLD_REPLIES] : []),
    ],
    tellsQueues: isSince(...LOOKUP_FIXED),
    dropsNarrowMappings: !isSince("2.10.0"),
  };
}

/** Whether some deny entries do not count, or not always. */
export const isLax = ({ isKnown, queueDenyCancels, counting, filter }: ServerModel): boolean =>
  isKnown && (queueDenyCancels || counting !== "exact" || filter !== "by-queue");

function countingOf(isSince: (...points: readonly string[]) => boolean): ServerModel["counting"] {
  if (!isSince("2.10.22") || isSince(...LOOKUP_FIXED)) return "exact";
  return isSince("2.11.12", "2.12.4") ? "stops-at-dropped" : "skips-star";
}

/**
 * Whether a change is in this version. `points`: the first version that has it, for each line of releases that
 * got it, oldest first. A line without a point has it if it is newer than the last point.
 */
function hasReached(own: ServerVersion, points: readonly string[]): boolean {
  const read = points.map(versionOf);
  const ofLine = read.find(({ major, minor }) => major === own.major && minor === own.minor);
  const point = ofLine ?? read.at(-1);
  return point !== undefined && compareServerVersions(own, point) >= 0;
}

function versionOf(text: string): ServerVersion {
  const read = parseServerVersion(text);
  if (read === null) throw new Error(`not a version: ${text}`);
  return read;
}
