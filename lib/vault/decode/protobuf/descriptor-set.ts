// A descriptor set (protoc --descriptor_set_out, buf build) → the types in it. The set is itself a protobuf message,
// so it is read with wire.ts, by the field numbers of google/protobuf/descriptor.proto.

import { toText } from "@/lib/shared/base/bytes";
import { fail, ok, type Result } from "@/lib/shared/base/result";
import type { ProtoEnum, ProtoField, ProtoMessage, ProtoTypes, Scalar } from "./types";
import { readFields, type WireField } from "./wire";

const MAX_FIELDS = 200_000;
const MAX_DEPTH = 50;
const REPEATED = 3n;

/** FieldDescriptorProto.Type; messages, enums and groups have a name instead. */
const TYPES: Readonly<Record<number, Scalar>> = {
  1: "double",
  2: "float",
  3: "int64",
  4: "uint64",
  5: "int32",
  6: "fixed64",
  7: "fixed32",
  8: "bool",
  9: "string",
  12: "bytes",
  13: "uint32",
  15: "sfixed32",
  16: "sfixed64",
  17: "sint32",
  18: "sint64",
};

export function readDescriptorSet(bytes: Uint8Array): Result<ProtoTypes, "schema/unreadable"> {
  const messages = new Map<string, ProtoMessage>();
  const enums = new Map<string, ProtoEnum>();
  const addMessage = (message: Fields, scope: string, depth: number): void => {
    const name = join(scope, message.text(1));
    const fields = message.inside(2).map(fieldOf);
    const isMapEntry = message.inside(7).some((options) => options.varint(7) === 1n);
    messages.set(name, {
      name,
      fields: new Map(fields.map((one) => [one.number, one])),
      isMapEntry,
    });
    if (depth > MAX_DEPTH) return;
    for (const inner of message.inside(3)) addMessage(inner, name, depth + 1);
    for (const inner of message.inside(4)) addEnum(inner, name);
  };
  const addEnum = (one: Fields, scope: string): void => {
    const name = join(scope, one.text(1));
    const values = new Map<number, string>();
    for (const value of one.inside(2)) {
      const number = Number(BigInt.asIntN(32, value.varint(2)));
      if (!values.has(number)) values.set(number, value.text(1));
    }
    enums.set(name, { name, values });
  };
  for (const file of fieldsOf(bytes).inside(1)) {
    const scope = file.text(2);
    for (const message of file.inside(4)) addMessage(message, scope, 0);
    for (const one of file.inside(5)) addEnum(one, scope);
  }
  const isEmpty =
    messages.size + enums.size === 0 ||
    [...messages.keys()].some((name) => !/^[A-Za-z_][\w.]*$/u.test(name));
  return isEmpty ? fail("schema/unreadable", { line: 0 }) : ok({ messages, enums });
}

function fieldOf(field: Fields): ProtoField {
  return {
    number: Number(field.varint(3)),
    name: field.text(1),
    type: TYPES[Number(field.varint(5))] ?? field.text(6),
    isRepeated: field.varint(4) === REPEATED,
  };
}

interface Fields {
  text(number: number): string;
  varint(number: number): bigint;
  /** The messages in the fields of a number. */
  inside(number: number): readonly Fields[];
}

function fieldsOf(bytes: Uint8Array): Fields {
  const fields: readonly WireField[] = readFields(bytes, MAX_FIELDS)?.fields ?? [];
  const last = (number: number) => fields.findLast((field) => field.number === number);
  return {
    text: (number) => toText(last(number)?.bytes ?? new Uint8Array()),
    varint: (number) => last(number)?.varint ?? 0n,
    inside: (number) =>
      fields
        .filter((field) => field.number === number && field.wire === 2)
        .map((field) => fieldsOf(field.bytes)),
  };
}

const join = (scope: string, name: string) => (scope === "" ? name : `${scope}.${name}`);
