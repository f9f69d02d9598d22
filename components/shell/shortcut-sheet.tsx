// The sheet of keys; what is on it is fetched when it is opened.

import { lazy, Suspense } from "react";
import { Modal } from "@/components/ui/modal";

const List = lazy(async () => ({ default: (await import("./shortcut-list")).ShortcutList }));

export function ShortcutSheet({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  return (
    <Modal title="Keyboard" isOpen={isOpen} onClose={onClose} wide>
      <Suspense fallback={<p role="status">Opening</p>}>
        <List />
      </Suspense>
    </Modal>
  );
}
