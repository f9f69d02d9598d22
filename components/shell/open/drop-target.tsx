// Accepts files dropped anywhere on the page, and text or files pasted outside of a field. A dropped address does not
// leave the page.

import { FileUp } from "lucide-react";
import { useEffect, useState } from "react";
import { filesOfDrop } from "@/components/shell/open/dropped-files";
import { openDropped, openText } from "@/components/shell/open/open-files";
import { fileText } from "@/lib/page/actions/texts/file-text";
import { isCovered } from "@/lib/page/base/covering-dialog";
import { showToast } from "@/lib/page/state/toasts";

export function DropTarget() {
  const isOver = useDrops();
  usePastes();
  if (!isOver) return null;
  return (
    <div className="pointer-events-none fixed inset-0 z-40 grid place-items-center bg-canvas/85 p-4">
      <div className="grid h-full w-full place-content-center justify-items-center gap-2 rounded-2xl border-2 border-dashed border-accent text-center">
        <FileUp aria-hidden className="size-10 text-accent" />
        <p className="text-name font-semibold">Drop to read</p>
        <p className="text-ink-2">
          Creds files, folders of them, account and operator JWTs, saved reports, recordings,
          schemas of payloads
        </p>
      </div>
    </div>
  );
}

function useDrops(): boolean {
  const [isOver, setIsOver] = useState(false);

  useEffect(() => {
    // dragenter and dragleave fire for every element, so the depth shows when the drag leaves the page.
    let depth = 0;
    const hasFiles = (event: DragEvent) => event.dataTransfer?.types.includes("Files") ?? false;
    const onDragEnter = (event: DragEvent) => {
      if (!hasFiles(event)) return;
      depth++;
      setIsOver(true);
    };
    const onDragLeave = () => {
      depth = Math.max(0, depth - 1);
      if (depth === 0) setIsOver(false);
    };
    const onDragOver = (event: DragEvent) => {
      if (!hasFiles(event) && !opensAddress(event)) return;
      event.preventDefault();
      if (event.dataTransfer) event.dataTransfer.dropEffect = "copy";
    };
    const onDrop = (event: DragEvent) => {
      depth = 0;
      setIsOver(false);
      const { dataTransfer } = event;
      if (dataTransfer === null) return;
      if (hasFiles(event)) {
        event.preventDefault();
        void filesOfDrop(dataTransfer).then(openDropped);
      } else if (opensAddress(event)) {
        event.preventDefault();
        sayNotHandedOver(dataTransfer.getData("text/uri-list"));
      }
    };
    window.addEventListener("dragenter", onDragEnter);
    window.addEventListener("dragleave", onDragLeave);
    window.addEventListener("dragover", onDragOver);
    window.addEventListener("drop", onDrop);
    return () => {
      window.removeEventListener("dragenter", onDragEnter);
      window.removeEventListener("dragleave", onDragLeave);
      window.removeEventListener("dragover", onDragOver);
      window.removeEventListener("drop", onDrop);
    };
  }, []);

  return isOver;
}

/** A browser opens an address that is dropped outside of a field in place of the page, and all creds would be gone. */
const opensAddress = ({ dataTransfer, target }: DragEvent) =>
  (dataTransfer?.types.includes("text/uri-list") ?? false) && !isField(target);

/** WebKitGTK names a dropped file without handing it over. */
function sayNotHandedOver(addresses: string): void {
  if (!/^file:/imu.test(addresses)) return;
  showToast("warn", fileText.notHandedOver, fileText.howToChoose);
}

function isField(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLInputElement ||
    target instanceof HTMLTextAreaElement ||
    (target instanceof HTMLElement && target.isContentEditable)
  );
}

function usePastes(): void {
  useEffect(() => {
    const onPaste = (event: ClipboardEvent) => {
      if (isField(event.target) || event.clipboardData === null) return;
      // What is pasted while a dialog is open is not meant for the page behind it.
      if (isCovered()) return;
      event.preventDefault();
      const files = [...event.clipboardData.files];
      if (files.length > 0) {
        void openDropped(files.map((file) => ({ file, path: file.name, inFolder: false })));
      } else {
        const bytes = new TextEncoder().encode(event.clipboardData.getData("text/plain"));
        if (bytes.length > 0) void openText(bytes);
      }
    };
    window.addEventListener("paste", onPaste);
    return () => window.removeEventListener("paste", onPaste);
  }, []);
}
