// The whole page takes drops, and pastes that no field asked for.

import { FileUp } from "lucide-react";
import { useEffect, useState } from "react";
import { filesOfDrop } from "@/components/shell/dropped-files";
import { openDropped, openText } from "@/lib/page/actions/file-actions";

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
          Creds files, folders of them, account and operator JWTs, saved reports, recordings
        </p>
      </div>
    </div>
  );
}

function useDrops(): boolean {
  const [isOver, setIsOver] = useState(false);

  useEffect(() => {
    // Enter and leave fire for every element passed over; the depth tells when the page is left.
    let depth = 0;
    const hasFiles = (event: DragEvent) => event.dataTransfer?.types.includes("Files") ?? false;
    const enter = (event: DragEvent) => {
      if (!hasFiles(event)) return;
      depth++;
      setIsOver(true);
    };
    const leave = () => {
      depth = Math.max(0, depth - 1);
      if (depth === 0) setIsOver(false);
    };
    const over = (event: DragEvent) => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      if (event.dataTransfer) event.dataTransfer.dropEffect = "copy";
    };
    const drop = (event: DragEvent) => {
      depth = 0;
      setIsOver(false);
      if (event.dataTransfer === null || !hasFiles(event)) return;
      event.preventDefault();
      void filesOfDrop(event.dataTransfer).then(openDropped);
    };
    window.addEventListener("dragenter", enter);
    window.addEventListener("dragleave", leave);
    window.addEventListener("dragover", over);
    window.addEventListener("drop", drop);
    return () => {
      window.removeEventListener("dragenter", enter);
      window.removeEventListener("dragleave", leave);
      window.removeEventListener("dragover", over);
      window.removeEventListener("drop", drop);
    };
  }, []);

  return isOver;
}

function usePastes(): void {
  useEffect(() => {
    const paste = (event: ClipboardEvent) => {
      const target = event.target;
      const isField =
        target instanceof HTMLInputElement ||
        target instanceof HTMLTextAreaElement ||
        (target instanceof HTMLElement && target.isContentEditable);
      if (isField || event.clipboardData === null) return;
      event.preventDefault();
      const files = [...event.clipboardData.files];
      if (files.length > 0) {
        void openDropped(files.map((file) => ({ file, path: file.name, inFolder: false })));
      } else {
        const bytes = new TextEncoder().encode(event.clipboardData.getData("text/plain"));
        if (bytes.length > 0) void openText(bytes);
      }
    };
    window.addEventListener("paste", paste);
    return () => window.removeEventListener("paste", paste);
  }, []);
}
