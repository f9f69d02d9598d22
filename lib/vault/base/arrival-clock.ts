// The clock for everything that is received: milliseconds since 1970 with fractions. It never goes back.

export const clockMs = (): number => performance.timeOrigin + performance.now();
