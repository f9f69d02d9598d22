// The paste dialog as a bundle of its own, fetched when it is first opened; it stays after that, so that
// closing gives the focus back.

import { lazy, Suspense, useState } from "react";

const PasteDialog = lazy(async () => ({
  default: (await import("@/components/shell/paste-dialog")).PasteDialog,
}));

interface LazyPasteDialogProps {
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

export function LazyPasteDialog(props: LazyPasteDialogProps) {
  const [isNeeded, setIsNeeded] = useState(false);
  if (props.isOpen && !isNeeded) setIsNeeded(true);
  if (!isNeeded) return null;
  return (
    <Suspense fallback={null}>
      <PasteDialog {...props} />
    </Suspense>
  );
}
