// One cause: in a verdict, before connecting, and in a saved report.

import { CopyButton } from "@/components/ui/copy-button";
import { LineText } from "@/components/ui/line-text";
import { VisibleText } from "@/components/ui/visible-text";
import { cx } from "@/lib/page/base/cx";
import { placeholdersText } from "@/lib/page/diagnosis/fixes/placeholders-text";
import type { CauseText } from "@/lib/page/diagnosis/texts/cause-text-types";
import type { CauseCode, Certainty } from "@/lib/shared/facts/causes";
import { HelpLink } from "./help-link";
import { UseAddressButton } from "./use-address-button";

const CERTAINTY = {
  proven: { word: "certain", className: "text-bad" },
  likely: { word: "likely", className: "text-warn" },
  possible: { word: "possible", className: "text-ink-2" },
  "ruled-out": { word: "ruled out", className: "text-ink-3" },
} satisfies Record<Certainty, { word: string; className: string }>;

export interface CauseViewProps {
  readonly code: string;
  readonly certainty: Certainty;
  readonly text: CauseText;
  /** Shows the title only. */
  readonly isBrief?: boolean;
  /** Nothing was sent yet: adds what happens if the user connects anyway. */
  readonly isBeforeConnecting?: boolean;
  /** The cause comes from a file: no links, no copy buttons, no address to use. */
  readonly isReadOnly?: boolean;
}

export function CauseView({
  code,
  certainty,
  text,
  isBrief = false,
  isBeforeConnecting = false,
  isReadOnly = false,
}: CauseViewProps) {
  const { word, className } = CERTAINTY[certainty];
  return (
    <li
      data-cause={code}
      data-certainty={certainty}
      className={cx(isBrief ? "" : "rounded-[10px] border border-line bg-panel px-3 py-2.75")}
    >
      <div className="flex items-baseline justify-between gap-3">
        {isBrief ? (
          <p className="min-w-0 wrap-anywhere">
            <VisibleText>{text.title}</VisibleText>
          </p>
        ) : (
          <h3 className="min-w-0 font-semibold wrap-anywhere">
            <VisibleText>{text.title}</VisibleText>
          </h3>
        )}
        <span className={cx("text-data font-medium whitespace-nowrap", className)}>{word}</span>
      </div>
      {isBrief ? null : (
        <>
          <p className="mt-0.75 text-ink-2 wrap-anywhere">
            <VisibleText>{text.meaning}</VisibleText>
          </p>
          <div className="mt-1.5">
            <CauseRemedy
              text={text}
              isBeforeConnecting={isBeforeConnecting}
              isReadOnly={isReadOnly}
            />
          </div>
        </>
      )}
    </li>
  );
}

export interface CauseRemedyProps {
  readonly text: CauseText;
  readonly isBeforeConnecting?: boolean;
  readonly isReadOnly?: boolean;
  /** Adds the way to the entry in the help. */
  readonly helpOn?: CauseCode;
}

/** What to do about a cause: one sentence, what to know before, one command in each box, and what the server's log says. */
export function CauseRemedy({
  text,
  isBeforeConnecting = false,
  isReadOnly = false,
  helpOn,
}: CauseRemedyProps) {
  const { commands = [], warning } = text;
  const unknown = placeholdersText(commands);
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-1.75">
      <p className="wrap-anywhere">
        <VisibleText>{text.next}</VisibleText>
      </p>
      {isBeforeConnecting && text.anyway ? (
        <p className="text-ink-2 wrap-anywhere">
          If you connect anyway: <VisibleText>{text.anyway}</VisibleText>
        </p>
      ) : null}
      {text.address && !isReadOnly ? <UseAddressButton address={text.address} /> : null}
      {warning === undefined ? null : (
        <p data-warning className="text-warn wrap-anywhere">
          <VisibleText>{warning}</VisibleText>
        </p>
      )}
      {commands.map((command) => (
        <CodeLine
          key={command}
          text={command}
          prompt="$ "
          label={isReadOnly ? null : "Copy the command"}
        />
      ))}
      {/* A saved report has them in its text. */}
      {unknown === "" || isReadOnly ? null : (
        <p className="text-data text-ink-2 wrap-anywhere">
          <VisibleText>{unknown}</VisibleText>
        </p>
      )}
      {text.config ? (
        <CodeLine text={text.config} label={isReadOnly ? null : "Copy the configuration"} />
      ) : null}
      {text.link && isReadOnly ? <CodeLine text={text.link} label={null} /> : null}
      {text.link && !isReadOnly ? (
        <a
          href={text.link}
          target="_blank"
          rel="noopener noreferrer"
          className="w-fit text-accent underline wrap-anywhere"
        >
          <VisibleText>{text.link}</VisibleText>
        </a>
      ) : null}
      {text.log ? (
        <p className="text-data text-ink-2 wrap-anywhere">
          Server log, debug level:{" "}
          <code>
            <VisibleText>{text.log}</VisibleText>
          </code>
        </p>
      ) : null}
      {helpOn === undefined ? null : <HelpLink code={helpOn} />}
    </div>
  );
}

interface CodeLineProps {
  readonly text: string;
  /** Without a label there is no copy button. */
  readonly label: string | null;
  /** Shown before the text and not copied. */
  readonly prompt?: string;
}

export function CodeLine({ text, label, prompt = "" }: CodeLineProps) {
  return (
    <div className="flex min-h-8 items-center gap-2 rounded-[7px] border border-line bg-sunken py-1 pr-1 pl-2.5">
      <code className="min-w-0 grow wrap-anywhere">
        {prompt === "" ? null : (
          <span aria-hidden className="text-ink-3 select-none">
            {prompt}
          </span>
        )}
        <LineText line={text} />
      </code>
      {label === null ? null : <CopyButton text={text} label={label} isCompact />}
    </div>
  );
}
