// Where a key moves to in a list whose rows follow each other: the keyring, and the overview.

/** Null where the key is none of a list. `page`: the rows of Page Up and Page Down. */
export function nextIndex(key: string, from: number, count: number, page: number): number | null {
  const last = count - 1;
  switch (key) {
    case "ArrowDown":
      return Math.min(last, from + 1);
    case "ArrowUp":
      return Math.max(0, from - 1);
    case "PageDown":
      return Math.min(last, from + page);
    case "PageUp":
      return Math.max(0, from - page);
    case "Home":
      return 0;
    case "End":
      return last;
    default:
      return null;
  }
}
