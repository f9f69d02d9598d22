// Opening and closing recordings: exports of the console that the user looks through without a connection.

import { dropViews } from "@/lib/page/state/console-store";
import { dropRecording, putRecording, setSelected } from "@/lib/page/state/vault-store";
import { ask } from "@/lib/page/vault-link/vault-calls";
import { maskSeeds } from "@/lib/shared/base/secret-patterns";
import type { EntryId } from "@/lib/shared/facts/creds";
import { showFault } from "./fault-toast";
import { fileText } from "./texts/file-text";

export async function openRecording(file: File): Promise<void> {
  const reply = await ask("openRecording", { file });
  if (!reply.ok) return showFault(fileText.notOpened(maskSeeds(file.name)), reply.fault);
  putRecording(reply.value);
  setSelected(reply.value.id);
}

export async function closeRecording(id: EntryId): Promise<void> {
  dropRecording(id);
  dropViews([id]);
  await ask("closeRecording", { id });
}
