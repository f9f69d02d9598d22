// The version of this release, from package.json (next.config.js): the expression below becomes a constant in the
// page's bundle.

declare const process: { readonly env: { readonly NEXT_PUBLIC_VERSION?: string } };

/** Semantic, such as "1.2.3"; "development" outside of a build. */
export const VERSION: string = process.env.NEXT_PUBLIC_VERSION ?? "development";

export const PRODUCT = `Credence ${VERSION}`;
