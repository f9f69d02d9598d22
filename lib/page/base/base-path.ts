// The path below which this export is served, "" or "/name": set at build (next.config.js), where the
// expression below becomes a constant in the page's bundle.

declare const process: { readonly env: { readonly NEXT_PUBLIC_BASE_PATH?: string } };

export const BASE_PATH: string = process.env.NEXT_PUBLIC_BASE_PATH ?? "";

/** A path of this page's own host, as this export's pages and files are reached. */
export const ownPath = (path: string): string => `${BASE_PATH}${path}`;
