// A change of permissions as an nsc command to copy, with notes about it.

import { CopyButton } from "@/components/ui/copy-button";
import { VisibleText } from "@/components/ui/visible-text";
import type { Fix } from "@/lib/page/permissions/fix-text";

export function FixBox({ fix }: { readonly fix: Fix }) {
  return (
    <>
      <div className="mt-1 flex items-start gap-2 rounded-lg bg-sunken px-2.5 py-1.5">
        <code className="min-w-0 grow text-hint wrap-anywhere" data-fix={fix.command}>
          <VisibleText>{fix.command}</VisibleText>
        </code>
        <CopyButton text={fix.command} label="Copy the command" isCompact />
      </div>
      {fix.notes.map((note) => (
        <p key={note} className="mt-1 text-hint text-ink-3 wrap-anywhere">
          <VisibleText>{note}</VisibleText>
        </p>
      ))}
    </>
  );
}
