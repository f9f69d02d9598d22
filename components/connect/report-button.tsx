// The report of the shown answer, for a ticket: copied as Markdown or downloaded as JSON. It is made when
// the dialog opens.

import { ClipboardList } from "lucide-react";
import { useState } from "react";
import { clockIn } from "@/components/shared/use-clock";
import { Button } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import { Modal } from "@/components/ui/modal";
import { saveFile } from "@/components/ui/save-file";
import { VisibleText } from "@/components/ui/visible-text";
import { loginModeOf } from "@/lib/page/diagnosis/login-mode";
import { reportJson, reportOf } from "@/lib/page/diagnosis/report/report";
import { reportMarkdown } from "@/lib/page/diagnosis/report/report-markdown-text";
import { withTellers } from "@/lib/page/state/check-store";
import { vaultStore } from "@/lib/page/state/vault-store";
import type { CredsFacts, EntryId } from "@/lib/shared/facts/creds";
import type { Report } from "@/lib/shared/facts/report";

export interface ReportButtonProps {
  readonly id: EntryId;
  readonly facts: CredsFacts;
}

export function ReportButton({ id, facts }: ReportButtonProps) {
  const [report, setReport] = useState<Report | null>(null);
  const open = () => {
    const state = vaultStore.getState();
    const session = state.sessions.get(id);
    const loginMode = loginModeOf(session?.attempt ?? null, withTellers(state.sessions.values()));
    const observations = session ? { ...session, clock: clockIn(state, id), loginMode } : null;
    setReport(reportOf(facts, observations, state.trust, Date.now()));
  };
  return (
    <>
      <Button size="sm" data-report="" onClick={open}>
        <ClipboardList aria-hidden className="size-3.5" />
        Report
      </Button>
      <Modal title="Report" isOpen={report !== null} onClose={() => setReport(null)} wide>
        {report === null ? null : <ReportBody report={report} />}
      </Modal>
    </>
  );
}

function ReportBody({ report }: { report: Report }) {
  const markdown = reportMarkdown(report);
  return (
    <>
      <p className="text-ink-2">
        For a ticket: public keys, checks, server, times and causes. It holds no seed, JWT or
        signature. To read the JSON again, drop, choose or paste it on this page.
      </p>
      <section
        aria-label="Report in Markdown"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling box must be reachable by keyboard.
        tabIndex={0}
        className="mt-3 max-h-[50vh] overflow-auto rounded-lg bg-sunken p-3"
      >
        <pre className="mono text-hint whitespace-pre-wrap wrap-anywhere">
          <VisibleText keepLines>{markdown}</VisibleText>
        </pre>
      </section>
      <div className="mt-4 flex flex-wrap gap-2.5">
        <CopyButton text={markdown} label="Copy Markdown" visibleText="Copy Markdown" />
        <Button size="sm" onClick={() => saveJson(report)}>
          Download JSON
        </Button>
      </div>
    </>
  );
}

function saveJson(report: Report): void {
  const moment = report.madeAt.replace(/\W/gu, "").slice(0, 15);
  const blob = new Blob([reportJson(report)], { type: "application/json" });
  saveFile(blob, `credence-report-${moment}.json`);
}
