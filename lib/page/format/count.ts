// Whole numbers for people.

/** For every count that is shown: "1,284,003". The separator is a comma, whatever the browser's language. */
export function formatCount(count: number): string {
  return count.toLocaleString("en");
}
