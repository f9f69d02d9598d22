// The button that downloads cleaned copies of all creds that some client refuses, as one archive. Shown where
// there are at least two.

import { Download } from "lucide-react";
import { useState } from "react";
import { useVault } from "@/components/shared/use-vault";
import { Button } from "@/components/ui/button";
import { downloadCleanedCopies } from "@/lib/page/actions/entry-actions";
import { formatCount } from "@/lib/page/format/count";
import { cleanableCount } from "@/lib/page/state/entry-counts";

export function CleanAll() {
  const count = useVault((state) => cleanableCount(state.entries));
  const [isMaking, setIsMaking] = useState(false);
  if (count < 2) return null;
  const onClick = () => {
    if (isMaking) return;
    setIsMaking(true);
    void downloadCleanedCopies().finally(() => setIsMaking(false));
  };
  return (
    <Button
      size="sm"
      title="One archive with a copy of each file that some client cannot read as it is written"
      // A disabled button would lose the focus.
      aria-disabled={isMaking}
      onClick={onClick}
    >
      <Download aria-hidden className="size-3.5" />
      {isMaking ? "Cleaning" : `Clean all ${formatCount(count)} files`}
    </Button>
  );
}
