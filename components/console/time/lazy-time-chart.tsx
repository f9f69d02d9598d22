// The chart in a separate bundle: the plotting library is fetched when the chart is opened for the first time.

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
            Loading the chart
          </p>
        }
      >
        <Chart {...props} />
      </Suspense>
    </PanelBoundary>
  );
}
