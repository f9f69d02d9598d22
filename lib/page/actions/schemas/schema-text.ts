// What the user reads when schemas are read.

import type { SchemaFile } from "@/lib/shared/facts/payload";

export const schemaText = {
  failed: "The schemas were not changed",
  read: (types: number) => `${types} message ${types === 1 ? "type" : "types"} read`,
  howToMap: "Choose the subjects that have them.",
  map: "Choose subjects",
  unread: (files: number) =>
    files === 1 ? "A schema was not read" : `${files} schemas were not read`,
  line: ({ name, faultLine, hasSeed }: SchemaFile) => {
    if (hasSeed) return `${name} holds a seed. Take it out of the file and add the file again.`;
    return faultLine === null || faultLine === 0
      ? `${name} is not a schema that can be read here, or it is larger than 4 MiB.`
      : `${name}, line ${faultLine}: this cannot be read.`;
  },
};
