// How a typed payload is read into bytes.

import { cx } from "@/lib/page/base/cx";
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
  /** Inside the frame of the payload, where it takes no extra room. */
  readonly isInside?: boolean;
  readonly onChange: (value: PayloadInputKind) => void;
}

export function EncodingSelect(props: EncodingSelectProps) {
  const { label, value, isDisabled, isInside = false, onChange } = props;
  return (
    <select
      aria-label={label}
      value={value}
      disabled={isDisabled}
      onChange={(event) => onChange(readInputKind(event.currentTarget.value))}
      className={cx(
        "border border-line-strong bg-panel",
        isInside
          ? "h-6 rounded-[6px] px-1 text-small"
          : "h-7 max-w-20 rounded-[7px] px-1.5 text-data",
      )}
    >
      {PAYLOAD_INPUT_KINDS.map((kind) => (
        <option key={kind} value={kind}>
          {LABELS[kind]}
        </option>
      ))}
    </select>
  );
}
