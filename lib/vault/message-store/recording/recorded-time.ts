// Times of arrival as a recording holds them: ISO 8601 in UTC with microseconds, the resolution of the
// clock. Used by the export and by the reader of recordings.

export function printTime(atMs: number): string {
  const micros = Math.round(atMs * 1000);
  const whole = Math.floor(micros / 1000);
  const rest = String(micros - whole * 1000).padStart(3, "0");
  return new Date(whole).toISOString().replace("Z", `${rest}Z`);
}

/** Null when the text is no time. Digits past the microseconds are ignored. */
export function readTime(text: string): number | null {
  const [, head = "", digits = "", zone = ""] =
    /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d+))?(Z|[+-]\d\d:\d\d)$/u.exec(text) ?? [];
  const whole = Date.parse(head + zone);
  if (Number.isNaN(whole)) return null;
  return whole + Number(digits.slice(0, 6).padEnd(6, "0")) / 1000;
}
