// The causes of a saved report, with the texts from its file.

import { CauseGroups } from "@/components/shared/verdict/cause-groups";
import { CauseView } from "@/components/shared/verdict/cause-view";
import type { CauseText } from "@/lib/page/diagnosis/texts/cause-text-types";
import type { ReportCause } from "@/lib/shared/facts/report";

export function ReportCauses({ causes }: { causes: readonly ReportCause[] }) {
  return (
    <CauseGroups
      causes={causes}
      renderCause={(cause, isBrief) => (
        <CauseView
          key={cause.code}
          code={cause.code}
          certainty={cause.certainty}
          text={textOf(cause)}
          isBrief={isBrief}
          isReadOnly
        />
      )}
    />
  );
}

function textOf({ title, meaning, next, command, config, log, link }: ReportCause): CauseText {
  return {
    title,
    meaning,
    next,
    ...(command === null ? {} : { commands: [command] }),
    ...(config === null ? {} : { config }),
    ...(log === null ? {} : { log }),
    ...(link === null ? {} : { link }),
  };
}
