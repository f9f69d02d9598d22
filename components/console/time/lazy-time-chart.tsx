// The chart as a bundle of its own: the plotting library is fetched when one first looks at the time.

import { lazy, Suspense } from "react";
import { PanelBoundary } from "@/components/ui/panel-boundary";
import type { EntryId } from "@/lib/shared/facts/creds";

const Chart = lazy(async () => ({ default: (await import("./time-chart")).TimeChart }));

interface LazyTimeChartProps {
  readonly id: EntryId;
  readonly isLive: boolean;
}

export function LazyTimeChart(props: LazyTimeChartProps) {
  return (
    <PanelBoundary name="The chart">
      <Suspense
        fallback={
          <p
            role="status"
            className="grid h-[165px] place-items-center border-b border-line text-ink-2"
          >
            Opening the chart
          </p>
        }
      >
        <Chart {...props} />
      </Suspense>
    </PanelBoundary>
  );
}
