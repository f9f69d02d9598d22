// Gives the headers of an answer, by its kind (page, script, anything else) and, for a page, by its inline
// scripts. The server makes them once at its start from the export and the configuration.
import {
  CACHE,
  commonHeaders,
  NAMED_PREFIX,
  pageDirectives,
  serialise,
} from "../policy/policy.mjs";
import { sitePolicies } from "../policy/site-policies.mjs";

/**
 * @typedef {object} SiteHeaders
 * @property {string} basePath that the export was built for
 * @property {(pathname: string) => Record<string, string>} of the headers of an existing file, by its
 *   path without the base path
 * @property {Record<string, string>} notFound the 404 page
 * @property {Record<string, string>} plain for an answer that is neither page nor script and is never stored
 */

/**
 * @param {string} folder the export
 * @param {import("../config/schema.mjs").Config} config
 * @returns {SiteHeaders}
 */
export function siteHeaders(folder, config) {
  const { basePath, script, other, ...rest } = sitePolicies(folder, config);
  const pages = new Map(rest.pages.map(({ file, policy }) => [file, policy]));
  const notFound = pages.get("404.html") ?? serialise(pageDirectives([]));
  return {
    basePath,
    of(pathname) {
      const policy = pathname.endsWith(".js") ? script : (pageOf(pages, pathname) ?? other);
      const cache = pathname.startsWith(NAMED_PREFIX) ? CACHE.named : CACHE.rest;
      return { ...commonHeaders, "Content-Security-Policy": policy, "Cache-Control": cache };
    },
    notFound: {
      ...commonHeaders,
      "Content-Security-Policy": notFound,
      "Cache-Control": CACHE.rest,
    },
    plain: { ...commonHeaders, "Content-Security-Policy": other, "Cache-Control": CACHE.never },
  };
}

/**
 * Finds a page with or without its ending, and a folder by its index.
 * @param {ReadonlyMap<string, string>} pages
 * @param {string} pathname
 */
function pageOf(pages, pathname) {
  const name = pathname.replace(/^\/+|\/+$/g, "");
  return (
    pages.get(name) ??
    pages.get(`${name}.html`) ??
    pages.get(name === "" ? "index.html" : `${name}/index.html`)
  );
}
