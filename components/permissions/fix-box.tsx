// A change of permissions as lines of nsc to copy, with notes about it.

import { CopyButton } from "@/components/ui/copy-button";
import { LineText } from "@/components/ui/line-text";
import { VisibleText } from "@/components/ui/visible-text";
import { placeholdersText } from "@/lib/page/diagnosis/fixes/placeholders-text";
import type { Fix } from "@/lib/page/permissions/fix-text";

export function FixBox({ fix: { lines, notes } }: { readonly fix: Fix }) {
  const unknown = placeholdersText(lines);
  return (
    <>
      {lines.map((line) => (
        <div key={line} className="mt-1 flex items-start gap-2 rounded-lg bg-sunken px-2.5 py-1.5">
          <code className="min-w-0 grow text-hint wrap-anywhere" data-fix={line}>
            <LineText line={line} />
          </code>
          <CopyButton text={line} label="Copy the command" isCompact />
        </div>
      ))}
      {[...(unknown === "" ? [] : [unknown]), ...notes].map((note) => (
        <p key={note} className="mt-1 text-hint text-ink-3 wrap-anywhere">
          <VisibleText>{note}</VisibleText>
        </p>
      ))}
    </>
  );
}
