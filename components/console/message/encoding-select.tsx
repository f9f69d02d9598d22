// How a typed payload is read into bytes.

import {
  PAYLOAD_INPUT_KINDS,
  type PayloadInputKind,
  readInputKind,
} from "@/lib/page/console/input-kinds";

const LABELS: Readonly<Record<PayloadInputKind, string>> = {
  text: "as text",
  json: "as JSON",
  hex: "as hex",
  base64: "as base64",
  msgpack: "as MessagePack",
  cbor: "as CBOR",
};

export interface EncodingSelectProps {
  readonly label: string;
  readonly value: PayloadInputKind;
  readonly isDisabled?: boolean;
  readonly onChange: (value: PayloadInputKind) => void;
}

export function EncodingSelect({ label, value, isDisabled, onChange }: EncodingSelectProps) {
  return (
    <select
      aria-label={label}
      value={value}
      disabled={isDisabled}
      onChange={(event) => onChange(readInputKind(event.currentTarget.value))}
      className="h-7 max-w-20 rounded-[7px] border border-line-strong bg-panel px-1.5 text-data"
    >
      {PAYLOAD_INPUT_KINDS.map((kind) => (
        <option key={kind} value={kind}>
          {LABELS[kind]}
        </option>
      ))}
    </select>
  );
}
