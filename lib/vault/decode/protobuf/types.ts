// The types that schemas define, as far as decoding needs them. Made by proto-text.ts and descriptor-set.ts.

export type Scalar =
  | "double"
  | "float"
  | "int32"
  | "int64"
  | "uint32"
  | "uint64"
  | "sint32"
  | "sint64"
  | "fixed32"
  | "fixed64"
  | "sfixed32"
  | "sfixed64"
  | "bool"
  | "string"
  | "bytes";

export const SCALARS: ReadonlySet<string> = new Set<Scalar>([
  ...(["double", "float", "int32", "int64", "uint32", "uint64", "sint32", "sint64"] as const),
  ...(["fixed32", "fixed64", "sfixed32", "sfixed64", "bool", "string", "bytes"] as const),
]);

export const isScalar = (type: string): type is Scalar => SCALARS.has(type);

export interface ProtoField {
  readonly number: number;
  readonly name: string;
  /** A scalar, or the name of a message or an enum, as written; resolved when it is used. */
  readonly type: string;
  readonly isRepeated: boolean;
}

export interface ProtoMessage {
  /** With the package, without a dot in front. */
  readonly name: string;
  readonly fields: ReadonlyMap<number, ProtoField>;
  /** An entry of a map: field 1 is the key, field 2 the value. */
  readonly isMapEntry: boolean;
}

export interface ProtoEnum {
  readonly name: string;
  readonly values: ReadonlyMap<number, string>;
}

export interface ProtoTypes {
  readonly messages: ReadonlyMap<string, ProtoMessage>;
  readonly enums: ReadonlyMap<string, ProtoEnum>;
}

/** A name inside a message means the nearest type of that name, from the inside out (protobuf.dev, "Packages"). */
export function resolveType(
  { messages, enums }: ProtoTypes,
  type: string,
  scope: string,
): ProtoMessage | ProtoEnum | null {
  const named = (name: string) => messages.get(name) ?? enums.get(name) ?? null;
  if (type.startsWith(".")) return named(type.slice(1));
  const outer = scope.split(".");
  for (; ; outer.pop()) {
    const found = named([...outer, type].join("."));
    if (found !== null || outer.length === 0) return found;
  }
}
