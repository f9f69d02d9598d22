// From a cause to its entry in the help: opens it beside the page. With Ctrl or a middle click it opens in a new tab, as
// any link does, so that nothing that is loaded is lost either way.

import { CircleHelp } from "lucide-react";
import type { MouseEvent } from "react";
import { ownPath } from "@/lib/page/base/base-path";
import { causeEntryId } from "@/lib/page/help/entry-id";
import { showHelp } from "@/lib/page/state/help-store";
import type { CauseCode } from "@/lib/shared/facts/causes";

export function HelpLink({ code }: { readonly code: CauseCode }) {
  const onClick = (event: MouseEvent) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    showHelp(code);
  };
  return (
    <a
      href={ownPath(`/help/#${causeEntryId(code)}`)}
      target="_blank"
      rel="noopener"
      data-help={code}
      aria-label={`Help about ${code}`}
      onClick={onClick}
      className="flex min-h-6 w-fit items-center gap-1 text-data text-accent hover:underline pointer-coarse:min-h-11 pointer-coarse:min-w-11"
    >
      <CircleHelp aria-hidden className="size-3.5" />
      Help
    </a>
  );
}
