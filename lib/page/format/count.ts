// Whole numbers for people.

/** Made once: `toLocaleString` would look for the language at each call. */
const NUMBERS = new Intl.NumberFormat("en");

/** For every count that is shown: "1,284,003". The separator is a comma, whatever the browser's language. */
export function formatCount(count: number): string {
  return NUMBERS.format(count);
}
