// The dialog with the sample creds of the local sandbox, each with a line that says what it shows. Its
// code is fetched when it is opened.

import { openSample } from "@/components/shell/open/open-files";
import { Modal } from "@/components/ui/modal";
import { VisibleText } from "@/components/ui/visible-text";
import type { Sandbox, SandboxSample } from "@/lib/page/config/sandbox";

export interface SandboxDialogProps {
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly sandbox: Sandbox;
}

export function SandboxDialog({ isOpen, onClose, sandbox }: SandboxDialogProps) {
  const { samples, trust, version, folder } = sandbox;
  const onPick = (sample: SandboxSample) => {
    onClose();
    void openSample(sample);
  };
  return (
    <Modal title="Sandbox" isOpen={isOpen} onClose={onClose} wide>
      <p className="mb-3 text-ink-2">
        A real nats-server <VisibleText>{version}</VisibleText> on this machine, with creds made for
        it. Choose one to load.
      </p>
      <SampleList label="Sample creds" samples={samples} onPick={onPick} />
      <h3 className="mt-4 mb-1 text-data font-semibold text-ink-2">Accounts and operator</h3>
      <SampleList label="Account and operator JWTs" samples={trust} onPick={onPick} />
      <p className="mt-4 text-small text-ink-2">
        The same files are in{" "}
        <code className="wrap-anywhere">
          <VisibleText>{folder}</VisibleText>
        </code>
        , so you can also drop them.
      </p>
    </Modal>
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
            <span className="block font-medium">
              <VisibleText>{sample.title}</VisibleText>
            </span>
            <span className="block text-small text-ink-2">
              <VisibleText>{sample.shows}</VisibleText>
            </span>
          </button>
        </li>
      ))}
    </ul>
  );
}
