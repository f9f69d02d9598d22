// Formats milliseconds: "3.1 ms", "41 ms", "2,000 ms".

export function formatMs(ms: number): string {
  const digits = ms < 10 ? 1 : 0;
  return `${ms.toLocaleString("en", { minimumFractionDigits: 0, maximumFractionDigits: digits })} ms`;
}
