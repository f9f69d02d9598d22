// The part of config.json that the page gets at /config.json. Hosts, ports and files of bridge targets stay
// on the server, and so do the names of this host; the page knows a target by its name. lib/page/config/config.ts reads it.

/** @typedef {import("./schema.mjs").Config} Config */

/**
 * The keys are listed, so that a new key reaches no page unless it is added here.
 * @param {Config} config
 */
export function pageConfig({
  title,
  servers,
  subjects,
  inboxPrefix,
  jetstreamDomain,
  locked,
  limits,
  messages,
}) {
  return { title, servers, subjects, inboxPrefix, jetstreamDomain, locked, limits, messages };
}
