// Facts about the whole log, in elements that move no row.

import { Pause } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { useSampledWindow, useView } from "@/components/console/view/use-view";
import { formatCount } from "@/lib/page/format/count";

/** Covers the column headings while paused. */
export function PausedStrip() {
  const pausedAt = useView((view) => view.pausedAt);
  const slice = useSampledWindow();
  if (pausedAt === null) return null;
  const since = Math.max(0, (slice?.lastSeq ?? 0) - pausedAt);
  return (
    <div className="absolute inset-x-0 top-0 z-[1] flex h-7 items-center gap-2 border-b border-line bg-warn-soft px-2.5 text-small text-warn">
      <Pause aria-hidden className="size-3.5" />
      <span>
        Paused. <b className="font-semibold tabular-nums">{formatCount(since)}</b> received since.
      </span>
    </div>
  );
}

const SPOKEN_EVERY_MS = 5_000;

/** For screen readers: how many messages arrived, at most every five seconds and only after a change. */
export function SpokenCount() {
  const received = useSampledWindow()?.counts.received ?? 0;
  const latest = useRef(received);
  const [spoken, setSpoken] = useState(received);
  useEffect(() => {
    latest.current = received;
  }, [received]);
  useEffect(() => {
    const timer = setInterval(() => setSpoken(latest.current), SPOKEN_EVERY_MS);
    return () => clearInterval(timer);
  }, []);
  return (
    <p role="status" className="sr-only">
      {spoken > 0 ? `${formatCount(spoken)} messages received` : ""}
    </p>
  );
}
