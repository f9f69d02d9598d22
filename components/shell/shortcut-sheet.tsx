// The sheet of keys: those that do something, and what they do. Fetched when it is opened.

import { Modal } from "@/components/ui/modal";

interface Shortcut {
  readonly keys: readonly string[];
  readonly does: string;
}

const SHORTCUTS: readonly { readonly group: string; readonly list: readonly Shortcut[] }[] = [
  {
    group: "Creds",
    list: [
      { keys: ["o"], does: "Choose files" },
      { keys: ["v"], does: "Paste text" },
      { keys: ["j"], does: "Next key in the keyring" },
      { keys: ["k"], does: "Previous key in the keyring" },
      { keys: ["a"], does: "Server address" },
    ],
  },
  {
    group: "Permissions",
    list: [
      { keys: ["w"], does: "What may it do: subject to test" },
      { keys: ["1"], does: "Console" },
      { keys: ["2"], does: "Matrix" },
      { keys: ["3"], does: "Compare" },
      { keys: ["4"], does: "JetStream" },
    ],
  },
  {
    group: "Console",
    list: [
      { keys: ["s"], does: "Subject to subscribe to" },
      { keys: ["/"], does: "Filter" },
      { keys: ["b"], does: "Build a filter in a form" },
      { keys: ["N", "n"], does: "Older and newer hit" },
      { keys: ["Enter"], does: "Older hit, in the filter; with Shift the newer" },
      { keys: ["l", "u", "i"], does: "List, subjects, time" },
      { keys: ["m"], does: "Messages, or the tree of subjects" },
      { keys: ["↑", "↓", "Home", "End"], does: "Move in the messages" },
      { keys: ["Shift", "↑"], does: "Select messages; also Shift or Ctrl with a click" },
      { keys: ["Ctrl", "Space"], does: "Select or leave out one message" },
      { keys: ["Space"], does: "Pause or resume, in the messages" },
      { keys: ["e"], does: "Export what is listed" },
      { keys: ["p"], does: "Publish subject" },
      { keys: ["Ctrl", "Enter"], does: "Send, in the publish form" },
    ],
  },
  {
    group: "Page",
    list: [
      { keys: ["t"], does: "Light or dark" },
      { keys: ["?"], does: "This list" },
      { keys: ["F6"], does: "To the notifications" },
      { keys: ["Esc"], does: "Close a dialog; leave a field" },
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
              {list.map(({ keys, does }) => (
                <div key={does} className="flex items-baseline justify-between gap-4">
                  <dt>{does}</dt>
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
