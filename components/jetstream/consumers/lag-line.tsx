// The lag of a consumer since the list was opened, as a small line.

import { formatCount } from "@/lib/page/format/count";
import { type LagSample, linePoints } from "./lag-history";

const BOX = { width: 64, height: 16 };

export function LagLine({ samples }: { readonly samples: readonly LagSample[] }) {
  const points = linePoints(samples, BOX);
  const [first, last] = [samples[0], samples.at(-1)];
  if (first === undefined || last === undefined || points === "") {
    return <span className="inline-block h-4 w-16" />;
  }
  const label = `Lag from ${formatCount(first.lag)} to ${formatCount(last.lag)} in ${Math.round((last.at - first.at) / 1000)} s`;
  return (
    <svg
      role="img"
      aria-label={label}
      viewBox={`0 0 ${BOX.width} ${BOX.height}`}
      className="inline-block h-4 w-16 text-s1"
    >
      <title>{label}</title>
      <polyline points={points} fill="none" stroke="currentColor" strokeWidth="1.5" />
    </svg>
  );
}
