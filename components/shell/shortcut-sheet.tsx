// The list of keyboard shortcuts. Its code is fetched when it is opened.

import { useStore } from "zustand";
import { ShortcutGroup } from "@/components/shared/shortcut-group";
import { Modal } from "@/components/ui/modal";
import { PRODUCT } from "@/lib/page/base/version";
import { SHORTCUTS } from "@/lib/page/help/shortcuts-text";
import { preferencesStore, setSingleKeys } from "@/lib/page/storage/preferences";

export interface ShortcutSheetProps {
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

export function ShortcutSheet({ isOpen, onClose }: ShortcutSheetProps) {
  const hasSingleKeys = useStore(preferencesStore, (state) => state.hasSingleKeys);
  return (
    <Modal title="Keyboard" isOpen={isOpen} onClose={onClose} wide>
      <label className="mb-4 flex w-fit items-center gap-2">
        <input
          type="checkbox"
          checked={hasSingleKeys}
          onChange={(event) => setSingleKeys(event.currentTarget.checked)}
          className="size-4"
        />
        Single keys are shortcuts. Without them, only keys with Ctrl and Esc are.
      </label>
      <div className="grid gap-5 sm:grid-cols-2">
        {SHORTCUTS.map(({ group, list }) => (
          <ShortcutGroup key={group} group={group} list={list} />
        ))}
      </div>
      <p className="mt-5 text-hint text-ink-2">{PRODUCT}</p>
    </Modal>
  );
}
