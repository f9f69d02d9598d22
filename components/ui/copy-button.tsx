// Copies a text and shows the result on the button. Browsers refuse the clipboard to a page over plain http
// from another host; the button then shows "Refused".

import { Check, Copy } from "lucide-react";
import { useEffect, useState } from "react";
import { Button } from "@/components/ui/button";

export interface CopyButtonProps {
  /** A function if the text is made on demand; a promise of it if the vault has to be asked. */
  readonly text: string | (() => string | Promise<string>);
  readonly label?: string;
  /** The text on the button, if "Copy" is not specific enough. */
  readonly visibleText?: string;
  /** Shows the icon only, for tight rows. */
  readonly isCompact?: boolean;
  readonly hotkey?: string;
  readonly tabIndex?: number;
}

export function CopyButton({
  text,
  label = "Copy",
  visibleText = "Copy",
  isCompact = false,
  hotkey,
  tabIndex,
}: CopyButtonProps) {
  const [state, setState] = useState<"idle" | "copied" | "refused">("idle");

  useEffect(() => {
    if (state === "idle") return;
    const timer = setTimeout(() => setState("idle"), 1_800);
    return () => clearTimeout(timer);
  }, [state]);

  const copy = async () => {
    try {
      await write(typeof text === "string" ? text : text());
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
      tabIndex={tabIndex}
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

/** Safari takes a text that is still to come only as an item, in the task of the click. */
function write(text: string | Promise<string>): Promise<void> {
  return typeof text === "string"
    ? navigator.clipboard.writeText(text)
    : navigator.clipboard.write([new ClipboardItem({ "text/plain": text })]);
}
