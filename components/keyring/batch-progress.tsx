// The vault's progress with a batch of files.

import { useRef } from "react";
import { useVault } from "@/components/shared/use-vault";
import { formatCount } from "@/lib/page/format/count";

export function BatchProgress() {
  const batch = useVault((state) => state.batch);
  const bar = useRef<HTMLDivElement>(null);
  if (batch === null) return null;
  const { done, total } = batch;
  const text = `Reading ${formatCount(done)} of ${formatCount(total)}`;
  return (
    <div className="shrink-0 px-4 pb-2">
      <p className="text-hint text-ink-2 tabular-nums">{text}</p>
      <div
        ref={bar}
        role="progressbar"
        aria-label="Reading files"
        aria-valuemin={0}
        aria-valuemax={total}
        aria-valuenow={done}
        aria-valuetext={text}
        className="mt-1 h-1.5 overflow-hidden rounded-full border border-line bg-sunken"
      >
        <div
          className="h-full bg-accent"
          ref={(fill) => {
            if (fill) fill.style.width = `${total > 0 ? (done / total) * 100 : 0}%`;
          }}
        />
      </div>
    </div>
  );
}
