// JSON exactly as a JWT holds it: nothing is dropped or rounded. lib/vault/creds/json-reader.ts reads it and the
// page shows it. Objects are Maps, so that "__proto__" is a key like any other.

/** A number that a double cannot hold exactly, kept as it was written ("1e400", "9007199254740993"). */
export interface InexactNumber {
  readonly inexact: string;
}

export type Json = null | boolean | number | string | InexactNumber | readonly Json[] | JsonObject;

/** Keys are in the order of the text. A repeated key has its last value, as in Go's decoder. */
export type JsonObject = ReadonlyMap<string, Json>;
