// The button that opens the menu of what else can be copied of a message.

import { ChevronUp } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { Button } from "@/components/ui/button";
import type { MessageDetail } from "@/lib/shared/facts/console";
import type { CopyMenuProps } from "./copy-menu";

const CopyMenu = lazy(async () => ({ default: (await import("./copy-menu")).CopyMenu }));

export function CopyAs({ message }: { readonly message: MessageDetail }) {
  const [at, setAt] = useState<CopyMenuProps["at"] | null>(null);
  return (
    <>
      <Button
        size="sm"
        aria-haspopup="menu"
        aria-expanded={at !== null}
        onClick={({ currentTarget }) => {
          const { left, top } = currentTarget.getBoundingClientRect();
          setAt({ x: left, y: top });
        }}
      >
        Copy as
        <ChevronUp aria-hidden className="size-3.5" />
      </Button>
      {at === null ? null : (
        <Suspense fallback={null}>
          <CopyMenu message={message} at={at} onClose={() => setAt(null)} />
        </Suspense>
      )}
    </>
  );
}
