// JSON as it stands in a JWT: nothing dropped, nothing rounded. The reader is lib/vault/creds/json-reader.ts;
// the page shows these values. Objects are Maps, so that "__proto__" is a key like any other.

/** A number that a double cannot hold exactly, kept as it was written ("1e400", "9007199254740993"). */
export interface InexactNumber {
  readonly inexact: string;
}

export type Json = null | boolean | number | string | InexactNumber | readonly Json[] | JsonObject;

/** Keys in the order of the text; a repeated key keeps its last value, as Go's decoder does. */
export type JsonObject = ReadonlyMap<string, Json>;
