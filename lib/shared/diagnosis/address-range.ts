// Compares an IP address with CIDR ranges (`src`) as Go's net package does. An IPv4 address that is written
// as IPv6 counts as IPv4, and the two families never match each other.

/** Null when one of them cannot be read. */
export function isInRange(address: string, cidr: string): boolean | null {
  const slash = cidr.lastIndexOf("/");
  const prefix = cidr.slice(slash + 1);
  if (slash < 0 || !/^\d{1,3}$/u.test(prefix)) return null;
  const range = parseAddress(cidr.slice(0, slash));
  const ip = parseAddress(address.replace(/%.*$/u, ""));
  if (!range || !ip || Number(prefix) > range.length * 8) return null;
  const own = toV4(ip);
  if (own.length !== range.length) return false;
  for (let bit = 0; bit < Number(prefix); bit++) {
    const mask = 0x80 >> (bit & 7);
    if (((own[bit >> 3] ?? 0) & mask) !== ((range[bit >> 3] ?? 0) & mask)) return false;
  }
  return true;
}

/** Returns 4 or 16 bytes; null when the text is no address. */
export function parseAddress(text: string): readonly number[] | null {
  if (!text.includes(":")) return parseV4(text);
  const halves = text.split("::");
  if (halves.length > 2) return null;
  const [head, tail] = halves.map(parseGroups);
  if (!head || (halves.length === 2 && !tail)) return null;
  const end = tail ?? [];
  const missing = 16 - head.length - end.length;
  if (halves.length === 1 ? missing !== 0 : missing < 2) return null;
  return [...head, ...new Array<number>(missing).fill(0), ...end];
}

/** Parses the groups on one side of "::". The last one may be an IPv4 address. */
function parseGroups(text: string): number[] | null {
  if (text === "") return [];
  const bytes: number[] = [];
  const groups = text.split(":");
  for (const [index, group] of groups.entries()) {
    if (group.includes(".") && index === groups.length - 1) {
      const v4 = parseV4(group);
      if (!v4) return null;
      bytes.push(...v4);
    } else if (/^[0-9a-f]{1,4}$/iu.test(group)) {
      const value = Number.parseInt(group, 16);
      bytes.push(value >> 8, value & 0xff);
    } else {
      return null;
    }
  }
  return bytes;
}

function parseV4(text: string): readonly number[] | null {
  const parts = text.split(".");
  const isValid = parts.length === 4 && parts.every((part) => /^(?:0|[1-9]\d{0,2})$/u.test(part));
  const bytes = parts.map(Number);
  return isValid && bytes.every((byte) => byte <= 255) ? bytes : null;
}

function toV4(bytes: readonly number[]): readonly number[] {
  const isMapped =
    bytes.length === 16 &&
    bytes.slice(0, 10).every((byte) => byte === 0) &&
    bytes[10] === 0xff &&
    bytes[11] === 0xff;
  return isMapped ? bytes.slice(12) : bytes;
}
