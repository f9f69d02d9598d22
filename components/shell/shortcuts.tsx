// Keyboard shortcuts and the sheet that lists them. An element says which key leads to it with
// data-hotkey: fields are focused, buttons pressed. Keys do nothing while one types in a field.

import { useEffect } from "react";
import { Modal } from "@/components/ui/modal";
import { selectNext } from "@/lib/state/creds-actions";

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
      { keys: ["m"], does: "Messages" },
      { keys: ["↑", "↓", "Home", "End"], does: "Move in the messages" },
      { keys: ["Space"], does: "Pause or resume, in the messages" },
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

export function useShortcuts(): void {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
      const target = event.target instanceof HTMLElement ? event.target : document.body;
      if (isTyping(target)) {
        if (event.key === "Escape") target.blur();
        return;
      }
      if (document.querySelector("dialog[open]") !== null) return;
      if (event.key === "j" || event.key === "k") {
        selectNext(event.key === "j" ? 1 : -1);
        return;
      }
      const goal = document.querySelector(`[data-hotkey="${CSS.escape(event.key)}"]`);
      if (!(goal instanceof HTMLElement)) return;
      event.preventDefault();
      if (goal instanceof HTMLButtonElement) goal.click();
      else goal.focus();
    };
    window.addEventListener("keydown", press);
    return () => window.removeEventListener("keydown", press);
  }, []);
}

function isTyping(target: HTMLElement): boolean {
  return (
    target instanceof HTMLTextAreaElement ||
    target.isContentEditable ||
    (target instanceof HTMLInputElement && !["radio", "checkbox", "file"].includes(target.type))
  );
}

export function ShortcutSheet({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
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
