// JSON values as a JWT has them: nothing is dropped or rounded. lib/vault/creds/encoding/json-reader.ts makes them, and
// the page shows them. Objects are Maps, so that "__proto__" is an ordinary key.

/** A number that a double cannot hold exactly, kept as it was written ("1e400", "9007199254740993"). */
export interface InexactNumber {
  readonly inexact: string;
}

export type Json = null | boolean | number | string | InexactNumber | readonly Json[] | JsonObject;

/** Keys are in the order of the text. A repeated key keeps its last value, as in Go's decoder. */
export type JsonObject = ReadonlyMap<string, Json>;

export const isJsonObject = (value: Json | undefined): value is JsonObject => value instanceof Map;
