// Copies a text and shows the result on the button. Browsers refuse the clipboard to a page over plain http
// from another host; the button then shows "Refused".

import { Check, Copy } from "lucide-react";
import { useEffect, useState } from "react";
import { Button } from "@/components/ui/button";

export interface CopyButtonProps {
  /** A function if the text is made on demand. */
  readonly text: string | (() => string);
  readonly label?: string;
  /** The text on the button, if "Copy" is not specific enough. */
  readonly visibleText?: string;
  /** Shows the icon only, for tight rows. */
  readonly isCompact?: boolean;
  readonly hotkey?: string;
}

export function CopyButton({
  text,
  label = "Copy",
  visibleText = "Copy",
  isCompact = false,
  hotkey,
}: CopyButtonProps) {
  const [state, setState] = useState<"idle" | "copied" | "refused">("idle");

  useEffect(() => {
    if (state === "idle") return;
    const timer = setTimeout(() => setState("idle"), 1_800);
    return () => clearTimeout(timer);
  }, [state]);

  const copy = async () => {
    try {
      await navigator.clipboard.writeText(typeof text === "string" ? text : text());
      setState("copied");
    } catch {
      setState("refused");
    }
  };

  return (
    <Button
      size="sm"
      tone={isCompact ? "quiet" : "plain"}
      onClick={copy}
      data-hotkey={hotkey}
      aria-label={label}
      title={isCompact ? label : undefined}
      className={isCompact ? "-my-1" : "min-w-19 justify-center"}
    >
      {state === "copied" ? (
        <Check aria-hidden className="size-3.5 text-ok" />
      ) : (
        <Copy aria-hidden className="size-3.5" />
      )}
      <span aria-live="polite" className={isCompact ? "sr-only" : undefined}>
        {state === "copied" ? "Copied" : state === "refused" ? "Refused" : visibleText}
      </span>
    </Button>
  );
}
