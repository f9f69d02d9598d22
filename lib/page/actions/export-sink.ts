// Where an export is written: to a file on disk where the browser allows it, else into a Blob that becomes a
// download. export-actions.ts waits for each write, so an export to disk never needs more memory than one
// piece.

export interface ExportSink {
  write(piece: Uint8Array<ArrayBuffer>): Promise<void>;
  /** Call after the last piece. The file is complete, or its download begins. */
  close(): Promise<void>;
  /** Discards what was written. */
  abort(): Promise<void>;
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

/** Asks the user for a file. Must be called from a click. Null when the user chose none. */
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
    },
  };
}
