// The files that the vault was reading when it stopped. One of them may have stopped it, so each waits here until
// the user tries it again or lets it go.

import { FileWarning } from "lucide-react";
import { useVault } from "@/components/shared/use-vault";
import { Button } from "@/components/ui/button";
import { VisibleText } from "@/components/ui/visible-text";
import { dismissSetAside, retrySetAside } from "@/lib/page/actions/vault-actions";
import { escapedText } from "@/lib/page/base/visible-characters";
import { formatCount } from "@/lib/page/format/count";

/** A read takes up to 256 files, and more than these are no help to anyone. */
const SHOWN = 50;

export function SetAsideFiles() {
  const paths = useVault((state) => state.setAside);
  if (paths.length === 0) return null;
  const isOne = paths.length === 1;
  return (
    <section
      aria-labelledby="set-aside-title"
      className="border-b border-line bg-warn-soft px-4 py-2"
    >
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <p role="status" className="min-w-0 flex-1">
          <b id="set-aside-title" className="font-semibold text-warn">
            {isOne ? "1 file was set aside." : `${formatCount(paths.length)} files were set aside.`}
          </b>{" "}
          {isOne
            ? "The vault was reading it when it stopped, so it was not read again."
            : "The vault was reading them when it stopped, so they were not read again. To find the one that stops it, try them one by one."}
        </p>
        {isOne ? null : (
          <>
            <Button size="sm" onClick={() => void retrySetAside(paths)}>
              Try all again
            </Button>
            <Button size="sm" tone="quiet" onClick={() => dismissSetAside(paths)}>
              Dismiss all
            </Button>
          </>
        )}
      </div>
      <ul className="mt-1.5 grid max-h-40 grid-cols-[minmax(0,1fr)] gap-1 overflow-y-auto">
        {paths.slice(0, SHOWN).map((path) => (
          <li key={path} data-set-aside={path} className="flex items-center gap-2">
            <FileWarning aria-hidden className="size-4 shrink-0 text-warn" />
            <span className="min-w-0 flex-1 truncate" title={escapedText(path)}>
              <VisibleText>{path}</VisibleText>
            </span>
            <Button
              size="sm"
              aria-label={`Try ${escapedText(path)} again`}
              onClick={() => void retrySetAside([path])}
            >
              Try again
            </Button>
            <Button
              size="sm"
              tone="quiet"
              aria-label={`Dismiss ${escapedText(path)}`}
              onClick={() => dismissSetAside([path])}
            >
              Dismiss
            </Button>
          </li>
        ))}
        {paths.length > SHOWN ? (
          <li className="text-hint text-ink-2">and {formatCount(paths.length - SHOWN)} more</li>
        ) : null}
      </ul>
    </section>
  );
}
