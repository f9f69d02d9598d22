// Gives the policies of one export under one configuration as text, for our server (serve/site-headers.mjs)
// and for the files of other hosts (deploy/host-files.mjs).
import { readPages } from "./pages.mjs";
import { OPEN, otherDirectives, pageDirectives, scriptDirectives, serialise } from "./policy.mjs";

/**
 * @typedef {object} SitePolicies
 * @property {readonly {file: string, policy: string}[]} pages sorted by file name, such as "index.html"
 * @property {string} script the policy of scripts, and so of the worker
 * @property {string} other the policy of anything else
 */

/**
 * @param {string} folder the export
 * @param {import("../config/schema.mjs").Config} config
 * @returns {SitePolicies}
 */
export function sitePolicies(folder, { locked, servers }) {
  const addresses = servers.flatMap(({ address }) => address ?? []);
  return {
    pages: readPages(folder).map(({ file, scriptHashes }) => ({
      file,
      policy: serialise(pageDirectives(scriptHashes)),
    })),
    script: serialise(scriptDirectives(locked ? { locked, addresses } : OPEN)),
    other: serialise(otherDirectives),
  };
}
