// What opens files, text and samples, and the way to the vault, in a bundle of their own: the empty page shows none of
// it. It is fetched with the workbench at the first sign that something will be loaded, else when it is needed.

import type { SandboxSample } from "@/lib/page/config/sandbox";
import { showToast } from "@/lib/page/state/toasts";
import type { FileRef } from "@/lib/shared/protocol/requests";

type Actions = typeof import("@/lib/page/actions/file-actions");

let actions: Promise<Actions> | null = null;

async function fetchActions(): Promise<Actions> {
  const [{ loadRetention }, fetched] = await Promise.all([
    import("@/lib/page/storage/retention"),
    import("@/lib/page/actions/file-actions"),
  ]);
  // Before the vault starts, so that each vault is told how much to keep.
  loadRetention();
  return fetched;
}

/** One that failed is fetched again the next time. */
function load(): Promise<Actions> {
  actions ??= fetchActions().catch((error: unknown) => {
    actions = null;
    throw error;
  });
  return actions;
}

/** Fetches the bundle. A failure is shown when it is needed. */
export function prepareOpening(): void {
  load().catch(() => {});
}

async function open(act: (fetched: Actions) => Promise<void>): Promise<void> {
  const fetched = await load().catch(() => null);
  if (fetched !== null) return act(fetched);
  showToast(
    "bad",
    "Nothing was opened",
    "A part of this page could not be fetched. Check the connection to the host of this page, then try again.",
  );
}

/** Files whose name says that they hold schemas of payloads. */
const SCHEMA = /\.(?:proto|protoset|desc|pb|binpb|avsc)$/iu;

export async function openDropped(files: readonly FileRef[]): Promise<void> {
  const isSchema = ({ path, inFolder }: FileRef) => !inFolder && SCHEMA.test(path);
  const schemas = files.filter(isSchema);
  if (schemas.length > 0) {
    await open(async () => {
      const { addSchemas } = await import("@/lib/page/actions/schemas/schema-actions");
      await addSchemas(schemas.map(({ file }) => file));
    });
    if (schemas.length === files.length) return;
  }
  return open((fetched) => fetched.openDropped(files.filter((ref) => !isSchema(ref))));
}

/** The buffer is moved to the vault. */
export function openText(bytes: Uint8Array): Promise<void> {
  return open((fetched) => fetched.openText(bytes));
}

export function openSample(sample: SandboxSample): Promise<void> {
  return open((fetched) => fetched.openSample(sample));
}
