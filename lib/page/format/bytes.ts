// Sizes for people. Decimal units are for what is sent and stored, binary units for limits and memory.

const DECIMAL_UNITS = ["B", "KB", "MB", "GB", "TB"];

/** For payloads, files and streams: "405 B", "1.2 KB", "64 MB". One decimal below ten, none above. */
export function formatBytes(bytes: number): string {
  let value = bytes;
  let unit = 0;
  while (Math.round(value) >= 1000 && unit < DECIMAL_UNITS.length - 1) {
    value /= 1000;
    unit++;
  }
  const digits = unit > 0 && value < 9.95 ? 1 : 0;
  return `${value.toFixed(digits).replace(/\.0$/u, "")} ${DECIMAL_UNITS[unit] ?? ""}`;
}

const BINARY_UNITS = [
  ["GiB", 1024 ** 3],
  ["MiB", 1024 ** 2],
  ["KiB", 1024],
] as const;

/** For limits of a server or user, which are usually powers of two: "1 MiB", "512 KiB", "700 bytes". */
export function formatBinaryBytes(bytes: number): string {
  for (const [unit, size] of BINARY_UNITS) {
    if (bytes >= size) return `${Number((bytes / size).toFixed(2)).toLocaleString("en")} ${unit}`;
  }
  return bytes === 1 ? "1 byte" : `${bytes} bytes`;
}

/** For the memory that messages take, in the unit in which its limit is typed: "256 MiB", "2.5 GiB". */
export function formatMemory(bytes: number): string {
  const mib = bytes / 1024 ** 2;
  if (mib >= 1024) return `${+(mib / 1024).toFixed(1)} GiB`;
  return `${mib > 0 && mib < 10 ? mib.toFixed(1) : Math.round(mib)} MiB`;
}
