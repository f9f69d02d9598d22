// Ready-made lists: may this user send requests, consume a stream, use a bucket? Each is one sentence, with its
// subjects and what to change where the answer is no.

import { Check, ChevronDown, CircleAlert, CircleDashed, type LucideIcon, X } from "lucide-react";
import { useStore } from "zustand";
import { DecisionMark } from "@/components/permissions/decision-mark";
import { FixBox } from "@/components/permissions/fix-box";
import type { EffectiveRights } from "@/components/permissions/rights/effective-rights";
import { useServerDefaults } from "@/components/shared/use-server-defaults";
import { Field } from "@/components/ui/field";
import { VisibleText } from "@/components/ui/visible-text";
import { cx } from "@/lib/page/base/cx";
import { whyText } from "@/lib/page/permissions/decision-text";
import { type AnsweredPart, answerNeed, type NeedAnswer } from "@/lib/page/permissions/need-answer";
import { purposeText } from "@/lib/page/permissions/need-text";
import { defaultValues, NEED_IDS, type NeedParameter } from "@/lib/page/permissions/needs";
import { needValueStore, setNeedValue } from "@/lib/page/state/panel-state";

const PARAMETERS: readonly { readonly id: NeedParameter; readonly label: string }[] = [
  { id: "subject", label: "Subject" },
  { id: "queue", label: "Queue group" },
  { id: "stream", label: "Stream" },
  { id: "consumer", label: "Consumer" },
  { id: "bucket", label: "Bucket" },
  { id: "service", label: "Service" },
  { id: "inbox", label: "Inbox prefix" },
  { id: "domain", label: "JetStream domain" },
];

export function NeedsView({ rights }: { readonly rights: EffectiveRights }) {
  const typed = useStore(needValueStore);
  const { jetstreamDomain } = useServerDefaults();
  const defaults = { ...defaultValues(rights.inboxPrefix), domain: jetstreamDomain ?? "" };
  const values = { ...defaults };
  // An emptied name falls back to the default; for queue group and domain the default may be none.
  for (const { id } of PARAMETERS) values[id] = typed[id]?.trim() || defaults[id];
  return (
    <>
      <fieldset className="grid grid-cols-2 gap-x-3 gap-y-2 border-b border-line px-3.5 py-3 @min-[640px]:grid-cols-4">
        <legend className="sr-only">Names to ask about</legend>
        {PARAMETERS.map(({ id, label }) => (
          <div key={id} className="grid min-w-0 gap-0.5">
            <span aria-hidden className="text-hint text-ink-2">
              {label}
            </span>
            <Field
              mono
              size="sm"
              aria-label={`${label} to ask about`}
              placeholder={defaults[id] === "" ? "none" : defaults[id]}
              value={typed[id] ?? defaults[id]}
              onChange={(event) => setNeedValue(id, event.currentTarget.value)}
            />
          </div>
        ))}
      </fieldset>
      <ul>
        {NEED_IDS.map((id) => (
          <Need key={id} answer={answerNeed(rights.rules, id, values, rights.names)} />
        ))}
      </ul>
    </>
  );
}

const VERDICTS = {
  yes: { icon: Check, className: "text-ok" },
  partly: { icon: CircleAlert, className: "text-warn" },
  no: { icon: X, className: "text-bad" },
  unknown: { icon: CircleDashed, className: "text-ink-3" },
} satisfies Record<NeedAnswer["verdict"], { icon: LucideIcon; className: string }>;

function Need({ answer }: { readonly answer: NeedAnswer }) {
  const { id, verdict, sentence, parts, fix } = answer;
  const { icon: Icon, className } = VERDICTS[verdict];
  return (
    <li data-need={id} data-verdict-of-need={verdict} className="border-b border-line">
      <details className="group">
        <summary className="grid grid-cols-[16px_minmax(0,1fr)_16px] items-start gap-2 px-3.5 py-2 hover:bg-sunken focus-visible:-outline-offset-2">
          <Icon aria-hidden className={cx("mt-0.5 size-4", className)} strokeWidth={2.3} />
          <span className="min-w-0 wrap-anywhere">
            <VisibleText>{sentence}</VisibleText>
          </span>
          <ChevronDown
            aria-hidden
            className="mt-0.5 size-4 text-ink-3 group-open:rotate-180 motion-safe:transition-transform motion-safe:duration-100"
          />
        </summary>
        <div className="grid gap-2.5 pt-1 pr-3.5 pb-3 pl-9.5">
          {fix === null ? null : (
            <div>
              <p className="text-data text-ink-2">This would allow everything listed below:</p>
              <FixBox fix={fix} />
            </div>
          )}
          <ul className="grid gap-1.5">
            {parts.map((one) => (
              <Part key={`${one.part.purpose} ${one.part.subject}`} answered={one} />
            ))}
          </ul>
        </div>
      </details>
    </li>
  );
}

function Part({ answered: { part, decision, isGranted } }: { readonly answered: AnsweredPart }) {
  return (
    <li className="grid grid-cols-[16px_minmax(0,1fr)] items-start gap-2">
      <DecisionMark kind={isGranted && decision.kind === "denied" ? "allowed" : decision.kind} />
      <div className="min-w-0 wrap-anywhere">
        <p>
          {purposeText(part.purpose)}
          {part.isOptional ? <span className="text-ink-3"> (optional)</span> : null}
          {isGranted && decision.kind === "denied" ? (
            <span className="text-ink-3"> (allowed as a reply)</span>
          ) : null}
        </p>
        <p className="text-data text-ink-2">
          {part.action}{" "}
          <code>
            <VisibleText>{part.subject}</VisibleText>
          </code>
          {part.queue === "" ? null : (
            <>
              {" "}
              in queue group{" "}
              <code>
                <VisibleText>{part.queue}</VisibleText>
              </code>
            </>
          )}
          : <VisibleText>{whyText(decision)}</VisibleText>
        </p>
      </div>
    </li>
  );
}
