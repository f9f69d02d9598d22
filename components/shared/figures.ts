// Formats durations and sizes for the verdict and the limits. Pure.

/** "0.4 ms", "41 ms", "1.93 s". */
export function msText(ms: number): string {
  if (ms >= 1_000) return `${(ms / 1_000).toFixed(ms < 10_000 ? 2 : 1)} s`;
  return ms < 10 ? `${Number(ms.toFixed(1))} ms` : `${Math.round(ms)} ms`;
}

/** "1 MiB", "512 KiB", "700 bytes": binary units with at most two decimals. */
export function bytesText(bytes: number): string {
  const units = [
    ["GiB", 1024 ** 3],
    ["MiB", 1024 ** 2],
    ["KiB", 1024],
  ] as const;
  for (const [unit, size] of units) {
    if (bytes >= size) return `${Number((bytes / size).toFixed(2)).toLocaleString("en")} ${unit}`;
  }
  return bytes === 1 ? "1 byte" : `${bytes} bytes`;
}
