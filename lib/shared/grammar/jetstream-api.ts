// The prefix of the subjects on which JetStream is asked. Used by page and vault.

/**
 * `place`: "" = the JetStream of the server, a domain such as "hub", or a whole prefix such as "JS.acme.API", under
 * which an account imports the JetStream of another one. A domain has no dot.
 */
export function jetStreamPrefix(place: string): string {
  if (place === "") return "$JS.API";
  return place.includes(".") ? place : `$JS.${place}.API`;
}
