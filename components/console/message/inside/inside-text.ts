// What is said of a string that holds a text in base64, or a JWT.

import type { Encoding, InsideFault } from "@/lib/page/console/value/encoded-string";

export const ENCODING_LABELS: Readonly<Record<Encoding, string>> = {
  base64: "Base64",
  jwt: "JWT",
};

export const INSIDE_FAULTS: Readonly<Record<InsideFault, string>> = {
  "inside/seed": "It holds a seed, so it is not decoded. Treat that key as known to others.",
  "inside/malformed": "It only looks encoded: it is damaged, or holds no text.",
};

export const UNCHECKED_SIGNATURE = "The signature is not checked.";
