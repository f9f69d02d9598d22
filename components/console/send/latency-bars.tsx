// The latencies of many replies as bars. The figures beside them say the same.

import { formatMs } from "@/lib/page/format/duration";
import { latenciesOf } from "./latencies";

const BAR = 5;
const HEIGHT = 16;

export function LatencyBars({ elapsedMs }: { readonly elapsedMs: readonly number[] }) {
  const found = latenciesOf(elapsedMs);
  if (found === null) return null;
  const most = Math.max(...found.counts);
  return (
    <span data-latencies={elapsedMs.length} className="inline-flex items-center gap-1.5 text-ink-2">
      <svg
        aria-hidden
        viewBox={`0 0 ${found.counts.length * BAR} ${HEIGHT}`}
        className="h-4 w-20 shrink-0 text-accent"
      >
        {found.counts.map((count, index) => {
          const height = count === 0 ? 0 : Math.max(2, (count / most) * HEIGHT);
          return (
            <rect
              // biome-ignore lint/suspicious/noArrayIndexKey: the steps have no other name.
              key={index}
              x={index * BAR}
              y={HEIGHT - height}
              width={BAR - 1}
              height={height}
              fill="currentColor"
            />
          );
        })}
      </svg>
      <span className="tabular-nums">
        {formatMs(found.leastMs)} to {formatMs(found.mostMs)}, median {formatMs(found.medianMs)}
      </span>
    </span>
  );
}
