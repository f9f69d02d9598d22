// Where an export is written: to a file on disk where the browser allows it, else into a Blob that becomes a
// download. export-actions.ts waits for each write, so an export to disk never needs more memory than one
// piece.

import { removeFile } from "@/lib/shared/base/remove-file";

export interface ExportSink {
  write(piece: Uint8Array<ArrayBuffer>): Promise<void>;
  /** Call after the last piece. The file is complete, or its download begins. */
  close(): Promise<void>;
  /** Discards what was written. False when an empty file is left. */
  abort(): Promise<boolean>;
}

interface PickerOptions {
  readonly suggestedName: string;
}

declare global {
  interface Window {
    /** File System Access API. Only Chromium has it, in secure contexts. */
    showSaveFilePicker?: (options: PickerOptions) => Promise<FileSystemFileHandle>;
  }
}

export function canWriteToDisk(): boolean {
  return typeof window.showSaveFilePicker === "function";
}

/**
 * Asks the user for a file. Must be called from a click. Null when the user chose none. Rejects when the browser does not
 * let the page ask.
 */
export async function pickFile(suggestedName: string): Promise<FileSystemFileHandle | null> {
  try {
    return (await window.showSaveFilePicker?.({ suggestedName })) ?? null;
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") return null;
    throw error;
  }
}

/** As `pickFile`, which it calls. It rejects as well when the page may not write there. */
export async function openFileSink(name: string): Promise<ExportSink | null> {
  const handle = await pickFile(name);
  if (handle === null) return null;
  const stream = await handle.createWritable();
  return {
    write: (piece) => stream.write(piece),
    close: () => stream.close(),
    async abort() {
      await stream.abort();
      return removeFile(handle);
    },
  };
}

// Pieces become Blobs of this size. The browser keeps large Blobs on disk.
const PIECE_BYTES = 8_000_000;

/** `save` gets the whole export at the end. */
export function openBlobSink(type: string, save: (blob: Blob) => void): ExportSink {
  let blobs: Blob[] = [];
  let waiting: Uint8Array<ArrayBuffer>[] = [];
  let waitingBytes = 0;
  const pack = () => {
    blobs.push(new Blob(waiting));
    waiting = [];
    waitingBytes = 0;
  };
  return {
    async write(piece) {
      waiting.push(piece);
      waitingBytes += piece.length;
      if (waitingBytes >= PIECE_BYTES) pack();
    },
    async close() {
      pack();
      save(new Blob(blobs, { type }));
      blobs = [];
    },
    async abort() {
      blobs = [];
      waiting = [];
      return true;
    },
  };
}
