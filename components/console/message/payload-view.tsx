// The payload in one of four formats. A large payload is drawn in parts so that the page stays fast; "Show more"
// leads to every byte, and a line under each part says how much of the whole it is.

import { useState } from "react";
import { VisibleLines } from "@/components/shared/visible-lines";
import {
  type HexRow,
  hexRowCount,
  hexRows,
  type PayloadView as Payload,
  type PayloadFormat,
  toBase64,
} from "@/lib/page/console/payload-display";
import { JsonTree } from "./json-tree-view";
import { PayloadBox, ShowMore } from "./payload-box";

interface PayloadViewProps {
  readonly bytes: Uint8Array;
  readonly payload: Payload;
  readonly format: PayloadFormat;
}

export function PayloadView({ bytes, payload, format }: PayloadViewProps) {
  if (bytes.length === 0) {
    return (
      <PayloadBox format={format}>
        <span className="font-sans text-ink-3">Empty payload</span>
      </PayloadBox>
    );
  }
  if (format === "json" && payload.json !== null) return <JsonTree root={payload.json} />;
  if (format === "text" && payload.text !== null) return <TextParts text={payload.text} />;
  return format === "base64" ? <Base64Parts bytes={bytes} /> : <HexParts bytes={bytes} />;
}

const FIRST_CHARS = 16_000;

function TextParts({ text }: { text: string }) {
  const [limit, setLimit] = useState(FIRST_CHARS);
  return (
    <>
      <PayloadBox format="text" wraps>
        <VisibleLines text={limit < text.length ? text.slice(0, limit) : text} />
      </PayloadBox>
      <ShowMore shown={limit} total={text.length} unit="characters" onMore={setLimit} />
    </>
  );
}

// A multiple of 3, so that the base64 of a part is the start of the base64 of the whole.
const FIRST_BASE64_BYTES = 12_000;

function Base64Parts({ bytes }: { bytes: Uint8Array }) {
  const [limit, setLimit] = useState(FIRST_BASE64_BYTES);
  return (
    <>
      <PayloadBox format="base64" wraps>
        {toBase64(bytes.subarray(0, limit))}
      </PayloadBox>
      <ShowMore shown={limit} total={bytes.length} unit="bytes" onMore={setLimit} />
    </>
  );
}

const FIRST_HEX_ROWS = 64;

function HexParts({ bytes }: { bytes: Uint8Array }) {
  const [limit, setLimit] = useState(FIRST_HEX_ROWS);
  return (
    <>
      <PayloadBox format="hex">
        {hexRows(bytes, 0, limit).map((row) => (
          <HexLine key={row.offset} row={row} />
        ))}
      </PayloadBox>
      <ShowMore shown={limit} total={hexRowCount(bytes)} unit="lines" onMore={setLimit} />
    </>
  );
}

function HexLine({ row }: { row: HexRow }) {
  const first = row.hex.slice(0, 8).join(" ");
  const second = row.hex.slice(8).join(" ");
  return (
    <span>
      <span className="text-ink-3">{row.offset}</span>
      {`  ${first.padEnd(23)}  ${second.padEnd(23)}  `}
      <span className="text-s2">{row.ascii}</span>
      {"\n"}
    </span>
  );
}
