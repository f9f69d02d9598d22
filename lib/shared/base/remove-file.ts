// Removes a file that the user chose, when nothing of it is kept. The page does so for exports, the vault for objects.

/** False when an empty file is left, because the browser cannot remove it. Never rejects. */
export async function removeFile(handle: FileSystemFileHandle): Promise<boolean> {
  // Only Chromium has it, and TypeScript does not know it.
  const remove: unknown = Reflect.get(handle, "remove");
  if (typeof remove !== "function") return false;
  try {
    await Reflect.apply(remove, handle, []);
    return true;
  } catch {
    return false;
  }
}
