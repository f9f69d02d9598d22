// The rules for single values of a user JWT, the same as in Go's validation. Called by user-claims.ts. A rule
// ending in "Fault" returns a short reason for what is wrong, or null.

export type SubjectReason = "empty" | "dots" | "queue" | "blanks";

/**
 * One entry of a permission list: "subject", for subscribe also "subject queue". Servers before 2.10
 * accept "dots" (2.9.10; claims-live.test.ts).
 */
export function subjectFault(entry: string, mayHaveQueue: boolean): SubjectReason | null {
  const words = entry.split(" ");
  if (words.length > 2) return "blanks";
  for (const word of words) {
    if (word === "") return "empty";
    if (word.startsWith(".") || word.endsWith(".") || word.includes("..")) return "dots";
  }
  return words.length > 1 && !mayHaveQueue ? "queue" : null;
}

/** As Go's net.ParseCIDR: an address without a mask is not a CIDR. */
export function isCidr(entry: string): boolean {
  const [, address = "", mask = ""] = /^([0-9a-f.:]+)\/(\d{1,9})$/i.exec(entry) ?? [];
  if (!address.includes(":")) return Number(mask) <= 32 && isIpv4(address);
  return Number(mask) <= 128 && URL.canParse(`http://[${address}]`);
}

const isIpv4 = (address: string): boolean =>
  /^(?:(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(?:\.(?!$)|$)){4}$/.test(address);

/** As Go's time.Parse of "15:04:05": it accepts one digit for the hour, and a fraction. */
export const isTimeOfDay = (value: string): boolean =>
  /^(?:[01]?\d|2[0-3]):[0-5]\d:[0-5]\d(?:[.,]\d+)?$/.test(value);

/**
 * Whether this browser knows a zone; the zone data of the server is not visible. A server uses zone names as
 * file names, so letter case matters. Offsets such as "+01:00" are not zones.
 */
export function zoneFault(zone: string): "zone" | "zone-case" | null {
  if (zone === "Local") return null;
  try {
    const known = new Intl.DateTimeFormat("en", { timeZone: zone }).resolvedOptions().timeZone;
    if (/^[+-]/.test(zone)) return "zone";
    return known !== zone && known.toLowerCase() === zone.toLowerCase() ? "zone-case" : null;
  } catch {
    return "zone";
  }
}
