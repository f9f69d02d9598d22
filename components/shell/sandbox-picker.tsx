// "Try the sandbox": the sample creds of the local sandbox, each with the line that says what it shows.
// Offered only while the sandbox runs.

import { useState } from "react";
import { useStore } from "zustand";
import { Button } from "@/components/ui/button";
import { Modal } from "@/components/ui/modal";
import { openSample } from "@/lib/state/creds-actions";
import { type SandboxSample, sandboxStore } from "@/lib/state/sandbox";

export interface SandboxPickerProps {
  readonly label?: string;
  readonly size?: "md" | "sm";
}

export function SandboxPicker({ label = "Try the sandbox", size = "md" }: SandboxPickerProps) {
  const state = useStore(sandboxStore);
  const [isOpen, setIsOpen] = useState(false);
  if (state.kind !== "running") return null;
  const { samples, trust, version, folder } = state.sandbox;
  const pick = (sample: SandboxSample) => {
    setIsOpen(false);
    void openSample(sample);
  };
  return (
    <>
      <Button size={size} onClick={() => setIsOpen(true)}>
        {label}
      </Button>
      <Modal title="Sandbox" isOpen={isOpen} onClose={() => setIsOpen(false)} wide>
        <p className="mb-3 text-ink-2">
          A real nats-server {version} on this machine, with creds made for it. Choose one to load.
        </p>
        <SampleList label="Sample creds" samples={samples} onPick={pick} />
        <h3 className="mt-4 mb-1 text-data font-semibold text-ink-2">Accounts and operator</h3>
        <SampleList label="Account and operator JWTs" samples={trust} onPick={pick} />
        <p className="mt-4 text-small text-ink-2">
          The same files lie in <code className="wrap-anywhere">{folder}</code>, to be dropped by
          hand.
        </p>
      </Modal>
    </>
  );
}

interface SampleListProps {
  readonly label: string;
  readonly samples: readonly SandboxSample[];
  readonly onPick: (sample: SandboxSample) => void;
}

function SampleList({ label, samples, onPick }: SampleListProps) {
  return (
    <ul aria-label={label} className="-mx-2 grid sm:grid-cols-2">
      {samples.map((sample) => (
        <li key={sample.url} className="grid">
          <button
            type="button"
            onClick={() => onPick(sample)}
            className="rounded-lg px-2 py-1.5 text-left hover:bg-accent-soft"
          >
            <span className="block font-medium">{sample.title}</span>
            <span className="block text-small text-ink-2">{sample.shows}</span>
          </button>
        </li>
      ))}
    </ul>
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
