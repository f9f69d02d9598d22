/** The nearest number from `low` to `high`; a value that is not finite becomes `high`. */
export function clamp(value: number, low: number, high: number): number {
  return Number.isFinite(value) ? Math.min(Math.max(value, low), high) : high;
}
