// The button "Try the sandbox" opens the list of sample creds (sandbox-dialog.tsx). It is shown only while
// the sandbox runs.

import { useState } from "react";
import { useStore } from "zustand";
import { Button } from "@/components/ui/button";
import { lazyDialog } from "@/components/ui/lazy-dialog";
import { sandboxStore } from "@/lib/page/config/sandbox";

const SandboxDialog = lazyDialog(
  "The list of samples",
  async () => (await import("@/components/shell/sandbox-dialog")).SandboxDialog,
);

export interface SandboxPickerProps {
  readonly label?: string;
  readonly size?: "md" | "sm";
}

export function SandboxPicker({ label = "Try the sandbox", size = "md" }: SandboxPickerProps) {
  const state = useStore(sandboxStore);
  const [isOpen, setIsOpen] = useState(false);
  if (state.kind !== "running") return null;
  return (
    <>
      <Button size={size} onClick={() => setIsOpen(true)}>
        {label}
      </Button>
      <SandboxDialog isOpen={isOpen} onClose={() => setIsOpen(false)} sandbox={state.sandbox} />
    </>
  );
}

/** Says why the sandbox does not run, if it was wanted but no nats-server was found. */
export function SandboxNote() {
  const state = useStore(sandboxStore);
  if (state.kind !== "missing") return null;
  return (
    <p className="mt-4 rounded-lg bg-warn-soft px-3 py-2 text-left text-small text-warn">
      The sandbox is not running: {state.missing} {state.howTo}
    </p>
  );
}
