// The format issues of the file, with their lines. If some client would refuse the file: what each client does
// with it, and a cleaned copy that all of them read.

import { Download } from "lucide-react";
import { Button } from "@/components/ui/button";
import { VisibleText } from "@/components/ui/visible-text";
import { downloadCleanedCopy } from "@/lib/page/actions/entry-actions";
import { formatIssueText } from "@/lib/page/diagnosis/texts/file-format-text";
import { formatCount } from "@/lib/page/format/count";
import type { CredsFacts } from "@/lib/shared/facts/creds";
import { ClientAnswers } from "./client-answers";

/** A file can have an issue on every line; the first few are enough. */
const MAX_SHOWN = 12;

export function FormatIssues({ facts }: { facts: CredsFacts }) {
  const { form, id } = facts;
  if (form.length === 0) return null;
  const more = form.length - MAX_SHOWN;
  const isRefused = form.some(
    ({ code, refusedBy }) => refusedBy.length > 0 || code === "separate-parts",
  );
  const isDecoded = form.some(({ code }) => code === "base64");
  return (
    <>
      <ul className="mt-1 grid gap-0.5 text-data text-ink-2">
        {form.slice(0, MAX_SHOWN).map((finding) => {
          const { title, effect } = formatIssueText(finding);
          return (
            <li key={`${finding.code} ${finding.line}`}>
              <VisibleText>{title}</VisibleText>.{" "}
              <span className="text-ink-3">
                <VisibleText>{effect}</VisibleText>
              </span>
            </li>
          );
        })}
        {more > 0 ? <li className="text-ink-3">and {formatCount(more)} more</li> : null}
      </ul>
      {isRefused ? <ClientAnswers form={form} /> : null}
      {isRefused && facts.unusable === null && facts.jwt !== null ? (
        <Button size="sm" className="mt-1.5" onClick={() => void downloadCleanedCopy(id)}>
          <Download aria-hidden className="size-3.5" />
          {isDecoded ? "Download the decoded copy" : "Download a cleaned copy"}
        </Button>
      ) : null}
    </>
  );
}
