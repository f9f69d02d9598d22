// One entry of the help about a cause: on the page of the help, and beside the workbench.

import { CauseRemedy } from "@/components/shared/verdict/cause-view";
import type { CauseEntry } from "@/lib/page/help/cause-entries";

export interface CauseEntryViewProps {
  readonly entry: CauseEntry;
}

/** All but the title. */
export function CauseEntryView({ entry: { code, text, evidence, unlogged } }: CauseEntryViewProps) {
  return (
    <>
      <p className="text-data text-ink-3">
        <code>{code}</code>
      </p>
      <p className="mt-1.5 wrap-anywhere">{text.meaning}</p>
      <dl className="mt-2.5 grid grid-cols-[minmax(0,1fr)] gap-2">
        <div>
          <dt className="text-data font-semibold text-ink-2">Evidence</dt>
          <dd className="wrap-anywhere">{evidence}</dd>
        </div>
        <div>
          <dt className="mb-0.5 text-data font-semibold text-ink-2">Fix</dt>
          <dd>
            <CauseRemedy text={text} />
          </dd>
        </div>
        {unlogged === null ? null : (
          <div>
            <dt className="text-data font-semibold text-ink-2">Server log</dt>
            <dd>{unlogged}</dd>
          </div>
        )}
      </dl>
    </>
  );
}
