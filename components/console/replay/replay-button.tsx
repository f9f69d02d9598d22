// Opens the dialog that sends messages of the shown log again. Its code is fetched when it is first opened.

import { RotateCw } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { useSampledWindow } from "@/components/console/view/use-view";
import { Button } from "@/components/ui/button";
import type { EntryId } from "@/lib/shared/facts/creds";

const ReplayDialog = lazy(async () => ({
  default: (await import("./replay-dialog")).ReplayDialog,
}));

export function ReplayButton({ id }: { readonly id: EntryId }) {
  const [isOpen, setIsOpen] = useState(false);
  const [wasOpened, setWasOpened] = useState(false);
  const hasMessages = (useSampledWindow()?.counts.kept ?? 0) > 0;
  return (
    <>
      <Button
        size="sm"
        aria-label="Replay"
        title="Send these messages again"
        disabled={!hasMessages}
        data-hotkey="R"
        onClick={() => {
          setWasOpened(true);
          setIsOpen(true);
        }}
      >
        <RotateCw aria-hidden className="size-3.5" />
      </Button>
      {wasOpened ? (
        <Suspense fallback={null}>
          <ReplayDialog id={id} isOpen={isOpen} onClose={() => setIsOpen(false)} />
        </Suspense>
      ) : null}
    </>
  );
}
