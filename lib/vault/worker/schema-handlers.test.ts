// What happens to the bytes of a schema file that holds a seed, and of one that does not.

import { expect, it } from "vitest";
import { toBytes } from "@/lib/shared/base/bytes";
import { createUser, seedOf } from "@/lib/testing/creds/make-creds";
import { createSchemaHandlers } from "./schema-handlers";

/** A file whose bytes the test can look at afterwards. */
function fileOf(name: string, bytes: Uint8Array<ArrayBuffer>) {
  const file = new File([], name);
  Object.defineProperty(file, "arrayBuffer", { value: async () => bytes.buffer });
  return { name, file };
}

const AVRO = '{"type":"record","name":"A","fields":[{"name":"n","type":"int"}]}';

it.each(["a.proto", "a.avsc", "a.pb"])(
  "a seed in %s is not read, and its bytes are wiped",
  async (name) => {
    const seed = seedOf(createUser());
    const bytes = Uint8Array.from(toBytes(`// ${seed}\nmessage A { int32 n = 1; }\n`));
    const { handlers } = createSchemaHandlers(() => {});
    const reply = await handlers.addSchemas({ files: [fileOf(name, bytes)] });
    expect(reply).toMatchObject({
      ok: true,
      value: { files: [{ name, types: [], hasSeed: true }] },
    });
    expect(bytes.every((byte) => byte === 0)).toBe(true);
  },
);

it("the bytes of a schema are wiped once it was read", async () => {
  const bytes = Uint8Array.from(toBytes(AVRO));
  const { handlers } = createSchemaHandlers(() => {});
  const reply = await handlers.addSchemas({ files: [fileOf("a.avsc", bytes)] });
  expect(reply).toMatchObject({ value: { files: [{ types: ["A"], hasSeed: false }] } });
  expect(bytes.every((byte) => byte === 0)).toBe(true);
});
