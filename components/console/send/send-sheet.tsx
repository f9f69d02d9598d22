// In a narrow window: a button over the list, and the send form as a sheet.

import { Send, X } from "lucide-react";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Sheet } from "@/components/ui/sheet";
import { DockTabs } from "./dock-tabs";

export function SendSheet() {
  const [isOpen, setIsOpen] = useState(false);
  const close = () => setIsOpen(false);
  if (!isOpen) {
    return (
      <div data-behind-sheet="" className="relative">
        <Button
          tone="primary"
          aria-label="Open the send form"
          data-open-send=""
          className="absolute right-3.5 bottom-10 z-[6] h-11! rounded-full! px-4.5! shadow-card"
          onClick={() => setIsOpen(true)}
        >
          <Send aria-hidden className="size-4" />
          Send
        </Button>
      </div>
    );
  }
  return (
    <Sheet label="Send a message" onClose={close}>
      <DockTabs
        tool={
          <Button tone="quiet" size="icon" aria-label="Close the send form" onClick={close}>
            <X aria-hidden className="size-3.5" />
          </Button>
        }
      />
    </Sheet>
  );
}
