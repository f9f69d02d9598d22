// Where an export is written: straight to a file on disk where the browser lets a page do that, else
// into a Blob that becomes a download. Used by lib/page/actions/export-actions.ts, which waits for each write, so
// that an export to disk never needs more memory than one piece.

export interface ExportSink {
  write(piece: Uint8Array<ArrayBuffer>): Promise<void>;
  /** Everything is written: the file is there, or its download begins. */
  close(): Promise<void>;
  /** Leaves no file behind. */
  abort(): Promise<void>;
}

interface PickerOptions {
  readonly suggestedName: string;
}

declare global {
  interface Window {
    /** File System Access; Chromium alone has it, in secure contexts. */
    showSaveFilePicker?: (options: PickerOptions) => Promise<FileSystemFileHandle>;
  }
}

export function canWriteToDisk(): boolean {
  return typeof window.showSaveFilePicker === "function";
}

/** Asks for a place; must be called from a click. Null when the user chose none. */
export async function openFileSink(name: string): Promise<ExportSink | null> {
  let stream: FileSystemWritableFileStream;
  try {
    const handle = await window.showSaveFilePicker?.({ suggestedName: name });
    if (handle === undefined) return null;
    stream = await handle.createWritable();
  } catch {
    // The picker was closed, or the browser does not let this page write there.
    return null;
  }
  return {
    write: (piece) => stream.write(piece),
    close: () => stream.close(),
    abort: () => stream.abort(),
  };
}

// Pieces are handed to the browser as Blobs of this size: it keeps large ones on disk by itself.
const PIECE_BYTES = 8_000_000;

/** `save` gets the whole at the end. */
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
    },
  };
}
