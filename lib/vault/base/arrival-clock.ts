// The clock of everything that is received: milliseconds since 1970 with fractions, never going back.

export const clockMs = (): number => performance.timeOrigin + performance.now();
