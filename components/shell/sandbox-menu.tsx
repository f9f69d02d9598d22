// "Try the sandbox": the sample creds of the local sandbox, offered only while it runs.

import { useStore } from "zustand";
import { Menu } from "@/components/ui/menu";
import { openSample } from "@/lib/state/creds-actions";
import { sandboxStore } from "@/lib/state/sandbox";

export interface SandboxMenuProps {
  readonly label?: string;
  readonly size?: "md" | "sm";
}

export function SandboxMenu({ label = "Try the sandbox", size = "md" }: SandboxMenuProps) {
  const state = useStore(sandboxStore);
  if (state.kind !== "running") return null;
  const { samples, trust } = state.sandbox;
  return (
    <Menu
      trigger={label}
      size={size}
      items={[...samples, ...trust].map((sample) => ({
        key: sample.url,
        label: sample.title,
        hint: sample.shows,
        onSelect: () => void openSample(sample),
      }))}
    />
  );
}

/** Says why there is no sandbox, where one was wanted but its nats-server could not be had. */
export function SandboxNote() {
  const state = useStore(sandboxStore);
  if (state.kind !== "missing") return null;
  return (
    <p className="mt-4 rounded-lg bg-warn-soft px-3 py-2 text-left text-small text-warn">
      The sandbox is not running: {state.missing} {state.howTo}
    </p>
  );
}
