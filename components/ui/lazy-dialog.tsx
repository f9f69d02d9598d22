// A dialog in a separate bundle, fetched when it is first opened. It stays mounted after that, so that
// closing it returns the focus.

import { type ComponentType, lazy, Suspense, useState } from "react";
import { PanelBoundary } from "@/components/ui/panel-boundary";

interface DialogProps {
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

/** `name` begins the sentence "… stopped working" that is shown if it fails. */
export function lazyDialog<P extends DialogProps>(
  name: string,
  load: () => Promise<ComponentType<P>>,
): ComponentType<P> {
  const Dialog = lazy(async () => ({ default: await load() }));
  return function LazyDialog(props: P) {
    const [isNeeded, setIsNeeded] = useState(false);
    if (props.isOpen && !isNeeded) setIsNeeded(true);
    return isNeeded ? (
      <PanelBoundary name={name}>
        <Suspense fallback={null}>
          <Dialog {...props} />
        </Suspense>
      </PanelBoundary>
    ) : null;
  };
}
