// The rights that a part of the JetStream view lacks, with the command that would grant them.

import { Lock } from "lucide-react";
import { FixBox } from "@/components/permissions/fix-box";
import { VisibleText } from "@/components/ui/visible-text";
import type { StoredRights } from "@/lib/page/permissions/stored-rights";

export interface MissingRightsProps {
  /** Completes "To …, these creds need". */
  readonly purpose: string;
  readonly rights: StoredRights;
}

/** Renders nothing when nothing is missing. */
export function MissingRights({ purpose, rights: { missing, fix } }: MissingRightsProps) {
  if (missing.length === 0) return null;
  return (
    <div className="border-b border-line px-3.5 py-2.5">
      <p className="flex items-start gap-1.5">
        <Lock aria-hidden className="mt-0.5 size-3.5 shrink-0 text-warn" />
        <span className="min-w-0 wrap-anywhere">
          To {purpose}, these creds need{" "}
          {missing.map(({ action, subject }, index) => (
            <span key={`${action} ${subject}`} data-missing-right={subject}>
              {index === 0 ? "" : " and "}
              {action} on{" "}
              <code className="text-hint">
                <VisibleText>{subject}</VisibleText>
              </code>
            </span>
          ))}
          .
        </span>
      </p>
      {fix === null ? null : <FixBox fix={fix} />}
    </div>
  );
}
