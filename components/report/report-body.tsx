// The content of a saved report: the answer, then the causes by certainty, then identity, server, attempt
// and checks.

import { ReportCauses } from "@/components/report/report-causes";
import { CheckLine } from "@/components/shared/verdict/check-line";
import { PhasesBar } from "@/components/shared/verdict/phases-bar";
import { VERDICT_TONES } from "@/components/shared/verdict/verdict-tones";
import { VisibleText } from "@/components/ui/visible-text";
import { cx } from "@/lib/page/base/cx";
import {
  attemptRows,
  identityRows,
  type ReportRow,
  serverRows,
} from "@/lib/page/diagnosis/report/report-rows-text";
import type { Report, ReportAttempt } from "@/lib/shared/facts/report";

export function ReportBody({ report }: { report: Report }) {
  const { checks } = report;
  return (
    <>
      <Answer report={report} />
      <ReportCauses causes={report.causes} />
      <div className="grid gap-x-6 md:grid-cols-2">
        <div className="min-w-0">
          <Facts title="Identity" rows={identityRows(report)} />
          <Facts title="Server" rows={serverRows(report)} />
        </div>
        <div className="min-w-0">
          <Facts title="Attempt" rows={attemptRows(report)} />
          {checks.length === 0 ? null : (
            <section aria-label="Checks" className="mt-4">
              <Title>Checks</Title>
              <ul className="grid gap-1.75">
                {checks.map(({ id, state, title, more }) => (
                  <CheckLine key={id} state={state} title={title} more={more} />
                ))}
              </ul>
            </section>
          )}
        </div>
      </div>
    </>
  );
}

function Answer({ report: { outcome, headline, attempt } }: { report: Report }) {
  const tone = outcome && VERDICT_TONES[outcome];
  const Icon = tone?.icon;
  return (
    <div className={cx("mt-3 rounded-[10px] px-3.5 py-3", tone?.background ?? "bg-sunken")}>
      <p className={cx("flex items-center gap-2 text-answer font-semibold", tone?.text)}>
        {Icon ? <Icon aria-hidden className="size-4.5 shrink-0" strokeWidth={2.2} /> : null}
        <span className="wrap-anywhere">
          <VisibleText>{headline}</VisibleText>
        </span>
      </p>
      {attempt ? (
        <>
          <p className="mt-0.75 text-ink-2 wrap-anywhere">
            at{" "}
            <code>
              <VisibleText>{attempt.address}</VisibleText>
            </code>
          </p>
          <PhasesBar attempt={phasesOf(attempt)} fill={tone?.fill ?? "bg-ink-3"} />
        </>
      ) : null}
    </div>
  );
}

function phasesOf({ phasesMs, end, elapsedMs }: ReportAttempt) {
  const { socket, info, sign, connect } = phasesMs;
  const phases = {
    ...(socket === null ? {} : { socketMs: socket }),
    ...(info === null ? {} : { infoMs: info }),
    ...(sign === null ? {} : { signMs: sign }),
    ...(connect === null ? {} : { connectMs: connect }),
  };
  return { phases, end, elapsedMs };
}

function Facts({ title, rows }: { title: string; rows: readonly ReportRow[] }) {
  if (rows.length === 0) return null;
  return (
    <section aria-label={title} className="mt-4">
      <Title>{title}</Title>
      <dl className="grid grid-cols-[minmax(7.5rem,auto)_minmax(0,1fr)] gap-x-3 gap-y-1 text-data">
        {rows.map(({ label, value }) => (
          <div key={label} className="contents">
            <dt className="text-ink-2">{label}</dt>
            <dd className="mono wrap-anywhere">
              <VisibleText>{value}</VisibleText>
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function Title({ children }: { children: string }) {
  return <h3 className="mb-1.5 text-data font-semibold text-ink-2">{children}</h3>;
}
