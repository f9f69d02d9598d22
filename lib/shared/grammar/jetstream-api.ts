// The prefix of the subjects on which JetStream is asked. Used by page and vault.

/**
 * `place`: "" = the JetStream of the server, a domain such as "hub", or a whole prefix such as "JS.acme.API", under
 * which an account imports the JetStream of another one. A domain has no dot.
 */
export function jetStreamPrefix(place: string): string {
  if (place === "") return "$JS.API";
  return isImportedPlace(place) ? place : `$JS.${place}.API`;
}

/**
 * Whether the place is a prefix. An imported service answers a request once, and the messages of a consumer come to the
 * account that exports it.
 */
export function isImportedPlace(place: string): boolean {
  return place.includes(".");
}
