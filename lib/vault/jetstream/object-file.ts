// Where a downloaded object is written: a file on disk that the user chose, or parts in memory that become a blob. The
// vault writes, so the bytes never pass through the page. Used by object-download.ts.

import { removeFile } from "@/lib/shared/base/remove-file";

type Bytes = Uint8Array<ArrayBuffer>;

export interface ObjectFile {
  write(bytes: Bytes): Promise<void>;
  /** Call after the last part. Gives the address of the blob; null for a file on disk. */
  keep(): Promise<string | null>;
  /** Removes what was written. False when an empty file is left, because the browser cannot remove it. */
  remove(): Promise<boolean>;
}

/** The file is opened by the first call, and gets its content at the end, in one step. */
export function diskFile(handle: FileSystemFileHandle): ObjectFile {
  let opening: Promise<FileSystemWritableFileStream> | null = null;
  const open = () => {
    opening ??= handle.createWritable();
    return opening;
  };
  return {
    write: async (bytes) => (await open()).write(bytes),
    async keep() {
      await (await open()).close();
      return null;
    },
    async remove() {
      await opening?.then((stream) => stream.abort()).catch(() => {});
      return removeFile(handle);
    },
  };
}

/** The browser keeps large blobs on disk. */
export function blobFile(): ObjectFile {
  let parts: Blob[] = [];
  return {
    async write(bytes) {
      parts.push(new Blob([bytes]));
    },
    async keep() {
      return URL.createObjectURL(new Blob(parts, { type: "application/octet-stream" }));
    },
    async remove() {
      parts = [];
      return true;
    },
  };
}
