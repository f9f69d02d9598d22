// The payload in one of its formats. A large payload is drawn in parts so that the page stays fast; "Show more"
// leads to every byte, and a line under each part says how much of the whole it is.

import { useLayoutEffect, useRef, useState } from "react";
import { VisibleLines } from "@/components/shared/visible-lines";
import {
  type HexRow,
  type HexWidth,
  hexRows,
  type PayloadView as Payload,
  type PayloadFormat,
  readingOf,
} from "@/lib/page/console/payload-display";
import { toBase64 } from "@/lib/shared/base/base64";
import { DECODE_TEXTS, FORMAT_LABELS } from "./format-text";
import { JsonTree } from "./json-tree-view";
import { PayloadBox, ShowMore } from "./payload-box";

interface PayloadViewProps {
  readonly bytes: Uint8Array;
  readonly payload: Payload;
  readonly format: PayloadFormat;
  /** Why there are no bytes, if there is a reason. */
  readonly emptyText?: string | undefined;
}

export function PayloadView({
  bytes,
  payload,
  format,
  emptyText = "Empty payload",
}: PayloadViewProps) {
  if (bytes.length === 0) {
    return (
      <PayloadBox format={format}>
        <span data-aside className="font-sans text-ink-3">
          {emptyText}
        </span>
      </PayloadBox>
    );
  }
  const reading = readingOf(bytes, payload, format);
  switch (reading.kind) {
    case "tree":
      return <JsonTree root={reading.root} format={format} />;
    case "text":
      return <TextParts text={reading.text} />;
    case "base64":
      return <Base64Parts bytes={reading.bytes} />;
    case "hex":
      return <HexParts bytes={reading.bytes} />;
    case "fault":
      return (
        <PayloadBox format={format} wraps>
          <span data-aside data-decode-fault={reading.code} className="font-sans text-bad">
            {DECODE_TEXTS[reading.code](FORMAT_LABELS[reading.format])}
          </span>
        </PayloadBox>
      );
  }
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

const FIRST_HEX_BYTES = 1_024;
/** From here on 16 bytes fit in a line, with the text beside them. */
const WIDE_HEX_PX = 560;

function HexParts({ bytes }: { bytes: Uint8Array }) {
  const [limit, setLimit] = useState(FIRST_HEX_BYTES);
  const [width, setWidth] = useState<HexWidth>(8);
  const ref = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const element = ref.current;
    if (element === null) return;
    const measure = () => setWidth(element.clientWidth < WIDE_HEX_PX ? 8 : 16);
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return (
    <div ref={ref}>
      <PayloadBox format="hex">
        {hexRows(bytes, 0, limit / width, width).map((row) => (
          <HexLine key={row.offset} row={row} width={width} />
        ))}
      </PayloadBox>
      <ShowMore shown={limit} total={bytes.length} unit="bytes" onMore={setLimit} />
    </div>
  );
}

function HexLine({ row, width }: { readonly row: HexRow; readonly width: HexWidth }) {
  const first = row.hex.slice(0, 8).join(" ").padEnd(23);
  const second = row.hex.slice(8).join(" ").padEnd(23);
  return (
    <span>
      <span className="text-ink-3">{row.offset}</span>
      {width === 8 ? `  ${first}  ` : `  ${first}  ${second}  `}
      <span className="text-s2">{row.ascii}</span>
      {"\n"}
    </span>
  );
}
