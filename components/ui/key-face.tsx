// A key's face: a small symmetric picture computed from the public key, so that the same user, account or
// issuer is recognised at a glance. Colour and cells depend on the key only.

import { cx } from "@/lib/page/base/cx";

const ROWS = 5;
const HALF = 3;
const TONES = 12;

const FACE_TONES = [
  "fill-[oklch(0.5_0.15_0)]",
  "fill-[oklch(0.5_0.14_30)]",
  "fill-[oklch(0.52_0.12_60)]",
  "fill-[oklch(0.55_0.11_90)]",
  "fill-[oklch(0.55_0.13_120)]",
  "fill-[oklch(0.52_0.13_150)]",
  "fill-[oklch(0.52_0.1_180)]",
  "fill-[oklch(0.52_0.1_210)]",
  "fill-[oklch(0.5_0.13_240)]",
  "fill-[oklch(0.48_0.17_270)]",
  "fill-[oklch(0.5_0.18_300)]",
  "fill-[oklch(0.5_0.17_330)]",
] as const;

/** One cell of the path. They overlap a little, so that no line shows between them. */
const cellPath = (x: number, y: number): string => `M${x} ${y}h1.02v1.02h-1.02z`;

/** Computes the colour and the filled cells, mirrored left to right, from a hash of the key. */
function drawFace(key: string) {
  let hash = 2166136261;
  for (let i = 0; i < key.length; i++) hash = Math.imul(hash ^ key.charCodeAt(i), 16777619);
  const tone = (hash >>> 0) % TONES;
  // One element, since a table draws dozens of faces at once.
  let path = "";
  for (let y = 0; y < ROWS; y++) {
    for (let x = 0; x < HALF; x++) {
      hash = Math.imul(hash ^ (hash >>> 15), 2246822519) + 0x9e3779b9;
      if (((hash >>> 13) & 1) === 0) continue;
      path += cellPath(x, y);
      if (x < HALF - 1) path += cellPath(ROWS - 1 - x, y);
    }
  }
  return { tone, path };
}

export interface KeyFaceProps {
  /** A public key, or another text that identifies the entry. */
  readonly of: string;
  readonly size?: "sm" | "md" | "lg";
}

const SIZES = { sm: "size-5 rounded", md: "size-7 rounded-md", lg: "size-11 rounded-[9px]" };

/** Decoration only: the key or name is shown beside it as text. */
export function KeyFace({ of, size = "md" }: KeyFaceProps) {
  const { tone, path } = drawFace(of);
  return (
    <svg
      aria-hidden="true"
      viewBox="-0.8 -0.8 6.6 6.6"
      className={cx(
        // Dark ground and lighter cells in dark: a white tile would be the brightest thing on the page.
        "shrink-0 bg-[#eef1f5] in-data-[theme=dark]:bg-[#141b24] in-data-[theme=dark]:brightness-150",
        SIZES[size],
        FACE_TONES[tone],
      )}
    >
      <path d={path} />
    </svg>
  );
}
