// The list of keyboard shortcuts. Its code is fetched when it is opened.

import { Modal } from "@/components/ui/modal";

interface Shortcut {
  readonly keys: readonly string[];
  readonly action: string;
}

const SHORTCUTS: readonly { readonly group: string; readonly list: readonly Shortcut[] }[] = [
  {
    group: "Creds",
    list: [
      { keys: ["o"], action: "Choose files" },
      { keys: ["O"], action: "Choose a folder" },
      { keys: ["v"], action: "Paste text" },
      { keys: ["j"], action: "Next creds in the keyring" },
      { keys: ["k"], action: "Previous creds in the keyring" },
      { keys: ["a"], action: "Server address" },
    ],
  },
  {
    group: "Permissions",
    list: [
      { keys: ["w"], action: "Subject to test" },
      { keys: ["1"], action: "Console" },
      { keys: ["2"], action: "Matrix" },
      { keys: ["3"], action: "Compare" },
      { keys: ["4"], action: "JetStream" },
    ],
  },
  {
    group: "Console",
    list: [
      { keys: ["s"], action: "Subject to subscribe to" },
      { keys: ["/"], action: "Filter" },
      { keys: ["b"], action: "Build a filter in a form" },
      { keys: ["N", "n"], action: "Older and newer match" },
      { keys: ["Enter"], action: "Older match, in the filter; with Shift the newer one" },
      { keys: ["l", "u", "i"], action: "List, subjects, time" },
      { keys: ["m"], action: "Messages, or the subject tree" },
      { keys: ["↑", "↓", "Home", "End"], action: "Move in the message list" },
      { keys: ["Shift", "↑"], action: "Select messages; also Shift or Ctrl with a click" },
      { keys: ["Ctrl", "Space"], action: "Select or deselect one message" },
      { keys: ["Space"], action: "Pause or resume, in the message list" },
      { keys: ["e"], action: "Export the listed messages" },
      { keys: ["p"], action: "Publish subject" },
      { keys: ["Ctrl", "Enter"], action: "Send, in the publish form" },
    ],
  },
  {
    group: "Page",
    list: [
      { keys: ["t"], action: "Light or dark theme" },
      { keys: ["?"], action: "This list" },
      { keys: ["F6"], action: "Go to the notifications" },
      { keys: ["Esc"], action: "Close a dialog; leave a field" },
    ],
  },
];

export interface ShortcutSheetProps {
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

export function ShortcutSheet({ isOpen, onClose }: ShortcutSheetProps) {
  return (
    <Modal title="Keyboard" isOpen={isOpen} onClose={onClose} wide>
      <div className="grid gap-5 sm:grid-cols-2">
        {SHORTCUTS.map(({ group, list }) => (
          <section key={group}>
            <h3 className="mb-2 text-data font-semibold text-ink-2">{group}</h3>
            <dl className="grid gap-1.5">
              {list.map(({ keys, action }) => (
                <div key={action} className="flex items-baseline justify-between gap-4">
                  <dt>{action}</dt>
                  <dd className="flex shrink-0 gap-1">
                    {keys.map((key) => (
                      <kbd
                        key={key}
                        className="rounded border border-b-2 border-line-strong bg-sunken px-1.5 text-hint text-ink-2"
                      >
                        {key}
                      </kbd>
                    ))}
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Modal>
  );
}
