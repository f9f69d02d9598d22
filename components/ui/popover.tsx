// A button that opens a panel beside it. Base UI provides placement, focus, Escape and closing on a press
// outside. The rest of the page stays usable.

import { Popover as Base } from "@base-ui/react/popover";
import type { ReactNode } from "react";

const BELOW = { side: "none", align: "shift", fallbackAxisSide: "none" } as const;

export interface PopoverProps {
  /** Accessible name of the button and of the panel. */
  readonly label: string;
  readonly title?: string;
  /** Class names of the button. */
  readonly className: string;
  readonly trigger: ReactNode;
  readonly isOpen: boolean;
  readonly onOpenChange: (isOpen: boolean) => void;
  readonly align?: "start" | "end" | "center";
  readonly hotkey?: string;
  /** Opens below the button in any case, because what is above must stay within reach. */
  readonly keepsBelow?: boolean;
  readonly children: ReactNode;
}

export function Popover(props: PopoverProps) {
  const { label, title = label, className, trigger, isOpen, onOpenChange, align = "end" } = props;
  return (
    <Base.Root open={isOpen} onOpenChange={(next) => onOpenChange(next)}>
      <Base.Trigger
        aria-label={label}
        title={title}
        data-hotkey={props.hotkey}
        className={className}
      >
        {trigger}
      </Base.Trigger>
      <Base.Portal>
        <Base.Positioner
          sideOffset={6}
          align={align}
          collisionAvoidance={props.keepsBelow ? BELOW : undefined}
          className="z-40 outline-none"
        >
          <Base.Popup
            aria-label={label}
            className="max-h-[min(34rem,var(--available-height))] w-[min(32rem,calc(100vw-1.5rem))] overflow-y-auto rounded-xl border border-line bg-panel p-3 shadow-card outline-none"
          >
            {props.children}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
