// The tour above the page: which step is shown, and that all of it is made up and recorded. Its code is fetched when a
// tour begins.

import { FlaskConical } from "lucide-react";
import { useEffect, useRef } from "react";
import { useStore } from "zustand";
import { Button } from "@/components/ui/button";
import { endTour, showTourStep } from "@/lib/page/actions/tour/tour-actions";
import { type Demo, demoStore } from "@/lib/page/state/demo-store";
import { showStep, TOUR_STEPS } from "./tour-steps-text";

/** The button that was pressed may be gone or disabled now. */
function hasLostFocus(): boolean {
  const focused = document.activeElement;
  return focused === document.body || (focused instanceof HTMLButtonElement && focused.disabled);
}

export function TourBar({ demo }: { readonly demo: Demo }) {
  const step = useStore(demoStore, (state) => state.step);
  const bar = useRef<HTMLElement>(null);
  useEffect(() => {
    showStep(step, demo);
    if (!hasLostFocus()) return;
    const buttons = [...(bar.current?.querySelectorAll<HTMLElement>("button:enabled") ?? [])];
    // Next, or on the last step what ends the tour.
    (buttons.at(-2) ?? buttons.at(-1))?.focus();
  }, [step, demo]);
  const shown = TOUR_STEPS[step];
  if (shown === undefined) return null;
  const isLast = step === TOUR_STEPS.length - 1;
  return (
    <section
      ref={bar}
      aria-label="Tour"
      data-tour={shown.id}
      className="flex flex-wrap items-center gap-x-4 gap-y-1.5 border-b border-line bg-accent-soft px-4 py-2 print:hidden"
    >
      <FlaskConical aria-hidden className="size-4 shrink-0 text-accent max-sm:hidden" />
      <div role="status" className="min-w-0 flex-1 basis-100">
        <p>
          <span className="text-ink-2 tabular-nums">
            Tour, {step + 1} of {TOUR_STEPS.length}:
          </span>{" "}
          <b className="font-semibold">{shown.title}.</b> {shown.says}
        </p>
        <p className="text-data text-ink-2">
          Made-up creds and recorded answers. Nothing is connected.
        </p>
      </div>
      <div className="flex gap-2">
        <Button size="sm" disabled={step === 0} onClick={() => showTourStep(step - 1)}>
          Back
        </Button>
        {isLast ? null : (
          <Button size="sm" tone="primary" onClick={() => showTourStep(step + 1)}>
            Next
          </Button>
        )}
        <Button
          size="sm"
          tone={isLast ? "primary" : "plain"}
          onClick={() => void endTour()}
          title="Forgets what the tour loaded"
        >
          End the tour
        </Button>
      </div>
    </section>
  );
}
