// The causes of a verdict besides the one that its head explains: most likely first, the first one open.

import { X } from "lucide-react";
import { CauseRemedy } from "@/components/shared/verdict/cause-view";
import { CertaintyMark } from "@/components/shared/verdict/certainty-mark";
import { HelpLink } from "@/components/shared/verdict/help-link";
import { Fold } from "@/components/ui/fold";
import { VisibleText } from "@/components/ui/visible-text";
import { causeText } from "@/lib/page/diagnosis/texts/cause-text";
import type { Evidence } from "@/lib/shared/diagnosis/findings";
import type { Cause } from "@/lib/shared/facts/causes";

export interface OpenCausesProps {
  readonly title: string;
  readonly causes: readonly Cause[];
  /** Names of the user, account and operator, for the commands to copy. */
  readonly names: Evidence;
  readonly isBeforeConnecting?: boolean;
}

export function OpenCauses({ title, causes, names, isBeforeConnecting = false }: OpenCausesProps) {
  if (causes.length === 0) return null;
  return (
    <section className="overflow-hidden rounded-[10px] border border-line bg-panel">
      <h3 className="flex h-9 items-center gap-2 border-b border-line px-3.5 text-small font-semibold">
        {title} <span className="font-medium text-ink-3">{causes.length}</span>
        {causes.length > 1 ? (
          <span className="ml-auto font-medium text-ink-3">most likely first</span>
        ) : null}
      </h3>
      <ul>
        {causes.map((cause, index) => {
          const text = causeText(cause, Date.now(), names);
          return (
            <li
              key={cause.code}
              data-cause={cause.code}
              data-certainty={cause.certainty}
              className="border-line not-first:border-t"
            >
              <Fold
                isOpen={index === 0 || cause.certainty === "proven"}
                title={<VisibleText>{text.title}</VisibleText>}
                end={<CertaintyMark of={cause.certainty} />}
              >
                <p className="mb-1.75 text-ink-2 wrap-anywhere">
                  <VisibleText>{text.meaning}</VisibleText>
                </p>
                <CauseRemedy
                  text={text}
                  isBeforeConnecting={isBeforeConnecting}
                  helpOn={cause.code}
                />
              </Fold>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

export interface RuledOutProps {
  readonly causes: readonly Cause[];
  readonly names: Evidence;
}

/** One folded line. */
export function RuledOut({ causes, names }: RuledOutProps) {
  if (causes.length === 0) return null;
  return (
    <Fold
      mark={<X aria-hidden className="size-4 shrink-0 text-ink-3" />}
      title={`${causes.length} ${causes.length === 1 ? "cause" : "causes"} ruled out`}
    >
      <ul className="grid gap-1.5">
        {causes.map((cause) => (
          <li
            key={cause.code}
            data-cause={cause.code}
            data-certainty={cause.certainty}
            className="flex flex-wrap items-center gap-x-3 text-ink-2 wrap-anywhere"
          >
            <VisibleText>{causeText(cause, Date.now(), names).title}</VisibleText>
            <HelpLink code={cause.code} />
          </li>
        ))}
      </ul>
    </Fold>
  );
}
