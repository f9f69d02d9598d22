// The fields for how often and how fast a message is repeated, the placeholders that change from one message to the
// next, and a preview of the first messages.

import { useMemo } from "react";
import { Placeholders } from "@/components/console/runs/placeholders";
import { VisibleText } from "@/components/ui/visible-text";
import { editDraft } from "@/lib/page/actions/send/messaging-actions";
import type { SendDraft } from "@/lib/page/state/draft";
import {
  type DraftProblem,
  filledOnce,
  hasPlaceholders,
  type ReadyDraft,
  templateOf,
} from "@/lib/page/state/send-draft";
import { decodeText } from "@/lib/shared/console/payload-kind";
import { previewTemplate } from "@/lib/shared/console/repeat-template";
import { problemOf } from "./draft-text";
import { SendField } from "./send-field";

interface RepeatFieldsProps {
  readonly draft: SendDraft;
  readonly problems: readonly DraftProblem[];
}

const PLACEHOLDERS = ["{{seq}}", "{{count}}", "{{now}}", "{{uuid}}", "{{random 1 100}}"];

export function RepeatFields({ draft, problems }: RepeatFieldsProps) {
  const template = problemOf(problems, "template");
  return (
    <div className="grid gap-1.5 rounded-[7px] border border-line bg-sunken px-2.5 py-2">
      <div className="flex flex-wrap items-baseline gap-x-4 gap-y-1.5">
        <SendField
          label="Times"
          prefix="Repeat"
          suffix="times"
          value={draft.times}
          problem={problemOf(problems, "times")}
          onChange={(times) => editDraft((now) => ({ ...now, times }))}
        />
        <SendField
          label="Messages a second"
          prefix="at"
          suffix={draft.perSecond === "" ? "as fast as possible" : "per second"}
          placeholder="fastest"
          value={draft.perSecond}
          problem={problemOf(problems, "perSecond")}
          onChange={(perSecond) => editDraft((now) => ({ ...now, perSecond }))}
        />
      </div>
      <Placeholders title="Filled in for each message" names={PLACEHOLDERS}>
        and <code>{"{{name}}"}</code>, whose value you give below.
      </Placeholders>
      {template === null ? null : (
        <p role="alert" className="text-small text-bad">
          {template}
        </p>
      )}
    </div>
  );
}

const PREVIEW_COUNT = 3;
const PREVIEW_CHARS = 400;

/** Of the first repeated messages, or of a single one with placeholders. */
export function SendPreview({ ready }: { ready: ReadyDraft | null }) {
  if (ready === null || (ready.repeat === null && !hasPlaceholders(ready))) return null;
  return (
    <details className="text-small">
      <summary className="text-accent">Preview</summary>
      <FirstMessages ready={ready} />
    </details>
  );
}

function FirstMessages({ ready }: { ready: ReadyDraft }) {
  const messages = useMemo(() => {
    if (ready.repeat === null) return [filledOnce(ready)];
    const made = previewTemplate(templateOf(ready), PREVIEW_COUNT);
    return made.ok ? made.value : [];
  }, [ready]);
  return (
    <ol aria-label="First messages" className="mt-1 grid gap-1">
      {messages.map(({ subject, headers, payload }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the previewed messages never change order.
        <li key={index} className="mono border-l-2 border-line-strong pl-2 wrap-anywhere">
          <VisibleText>{subject}</VisibleText>
          {headers.map(([name, value]) => (
            <span key={name} className="block text-ink-2">
              <VisibleText>{`${name}: ${value}`}</VisibleText>
            </span>
          ))}
          <span className="block text-ink-2">
            <VisibleText>
              {decodeText(payload.subarray(0, PREVIEW_CHARS)) ?? `${payload.length} bytes`}
            </VisibleText>
          </span>
        </li>
      ))}
    </ol>
  );
}
