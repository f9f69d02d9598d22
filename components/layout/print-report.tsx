// What is printed: the report of the selected creds, made when printing begins. The stylesheet hides the rest of
// the page (app/globals.css).

import { useEffect, useState } from "react";
import { createPortal, flushSync } from "react-dom";
import { ReportBody } from "@/components/report/report-body";
import { clockIn } from "@/components/shared/use-clock";
import { VisibleText } from "@/components/ui/visible-text";
import { PRODUCT } from "@/lib/page/base/version";
import { reportOf } from "@/lib/page/diagnosis/report/report";
import { vaultStore } from "@/lib/page/state/vault-store";
import type { Report } from "@/lib/shared/facts/report";

interface Printed {
  readonly title: string;
  readonly report: Report;
}

export function PrintReport() {
  const [printed, setPrinted] = useState<Printed | null>(null);
  useEffect(() => {
    // The browser takes its picture right after the event.
    const onBefore = () => flushSync(() => setPrinted(reportNow()));
    const onAfter = () => setPrinted(null);
    window.addEventListener("beforeprint", onBefore);
    window.addEventListener("afterprint", onAfter);
    return () => {
      window.removeEventListener("beforeprint", onBefore);
      window.removeEventListener("afterprint", onAfter);
    };
  }, []);
  if (printed === null) return null;
  return createPortal(
    <div data-print="" className="p-2 text-ink not-print:hidden">
      <h1 className="text-name font-semibold">
        <VisibleText>{printed.title}</VisibleText>
      </h1>
      <p className="text-data text-ink-2">
        {PRODUCT}, {printed.report.madeAt}
      </p>
      <ReportBody report={printed.report} />
    </div>,
    document.body,
  );
}

function reportNow(): Printed | null {
  const state = vaultStore.getState();
  const { selected, facts, sessions, trust, entries } = state;
  if (selected === null || facts === null) return null;
  const session = sessions.get(selected);
  const observations = session ? { ...session, clock: clockIn(state, selected) } : null;
  return {
    title: entries.get(selected)?.label ?? selected,
    report: reportOf(facts, observations, trust, Date.now()),
  };
}
