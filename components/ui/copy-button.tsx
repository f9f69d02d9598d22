// Copies a line and says so in place. Where the clipboard is refused (plain http on another host), says that.

import { Check, Copy } from "lucide-react";
import { useEffect, useState } from "react";
import { Button } from "@/components/ui/button";

export interface CopyButtonProps {
  /** A function where the text is made on demand. */
  readonly text: string | (() => string);
  readonly label?: string;
  /** What stands on it, where "Copy" alone says too little. */
  readonly visibleText?: string;
  /** The icon alone, for tight rows. */
  readonly isCompact?: boolean;
}

export function CopyButton({
  text,
  label = "Copy",
  visibleText = "Copy",
  isCompact = false,
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
