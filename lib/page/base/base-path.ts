// The path under which this export is served, "" or "/name". It is set at build time (next.config.js): the
// expression below becomes a constant in the page's bundle.

declare const process: { readonly env: { readonly NEXT_PUBLIC_BASE_PATH?: string } };

export const BASE_PATH: string = process.env.NEXT_PUBLIC_BASE_PATH ?? "";

/** The address of a page or file of this export on its own host. */
export const ownPath = (path: string): string => `${BASE_PATH}${path}`;
