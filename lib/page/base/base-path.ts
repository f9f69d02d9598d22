// The path under which this page's export is served: "" or "/name". An export works below any path, because the
// build makes its references relative (scripts/policy/references.mjs). What the page asks its own host for is
// found from the page's own address.

declare const TURBOPACK_CHUNK_BASE_PATH: string | undefined;

/**
 * `chunks`: from the page to the folder of the export's scripts, "./_next/" or "../_next/", which the page's first
 * script sets. It is undefined in development and while pages are made; both know no other path than the root.
 */
export function basePathFrom(chunks: string | undefined, page: string): string {
  if (chunks === undefined) return "";
  return new URL(`${chunks}..`, page).pathname.replace(/\/$/, "");
}

const BASE_PATH =
  typeof TURBOPACK_CHUNK_BASE_PATH === "undefined"
    ? ""
    : basePathFrom(TURBOPACK_CHUNK_BASE_PATH, location.href);

/** The address of a page or file of this export on its own host; `path` begins with a slash. */
export const ownPath = (path: string): string => `${BASE_PATH}${path}`;
