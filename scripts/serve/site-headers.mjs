// Gives the headers of an answer, by its kind (page, script, anything else) and, for a page, by its inline
// scripts. The server makes them once at its start from the export and the configuration.
import {
  CACHE,
  commonHeaders,
  NAMED_PREFIX,
  pageDirectives,
  serialise,
  WORKER_PREFIX,
} from "../policy/policy.mjs";
import { sitePolicies } from "../policy/site-policies.mjs";

/**
 * @typedef {object} SiteHeaders
 * @property {(pathname: string) => Record<string, string>} of the headers of an existing file, by its
 *   path below the export
 * @property {(pathname: string) => string | null} moved where the page of this address is, relative to it;
 *   null where nothing has moved
 * @property {Record<string, string>} notFound the 404 page
 * @property {Record<string, string>} plain for an answer that is neither page nor script and is never stored
 */

/**
 * @param {string} folder the export
 * @param {import("../config/schema.mjs").Config} config
 * @returns {SiteHeaders}
 */
export function siteHeaders(folder, config) {
  const { script, other, ...rest } = sitePolicies(folder, config);
  const pages = new Map(rest.pages.map(({ file, policy }) => [file, policy]));
  const notFound = pages.get("404.html") ?? serialise(pageDirectives([]));
  return {
    moved: (pathname) => movedTo(pages, pathname),
    of(pathname) {
      const policy = pathname.endsWith(".js") ? script : (pageOf(pages, pathname) ?? other);
      const isNamed = pathname.startsWith(NAMED_PREFIX) && !pathname.startsWith(WORKER_PREFIX);
      const cache = isNamed ? CACHE.named : CACHE.rest;
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

/**
 * A page's references are relative to its own address, so it has a slash at its end or has not: "/security" for
 * security.html, and "/help/" for help/index.html.
 * @param {ReadonlyMap<string, string>} pages
 * @param {string} pathname
 */
function movedTo(pages, pathname) {
  const name = pathname.replace(/^\/+|\/+$/g, "");
  const last = name.split("/").at(-1) ?? "";
  if (name === "" || pathname.startsWith("//")) return null;
  const isFolder = pages.has(`${name}/index.html`);
  if (pathname.endsWith("/")) {
    const isPage = !isFolder && (pages.has(name) || pages.has(`${name}.html`));
    return isPage ? `../${last}` : null;
  }
  return isFolder && !pages.has(`${name}.html`) ? `${last}/` : null;
}
