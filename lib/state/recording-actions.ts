// Recordings: exports of the console that are opened again, to be looked through without a connection.

import type { EntryId } from "@/lib/facts/creds";
import { dropViews } from "@/lib/state/console-store";
import { openFiles, sayFault } from "@/lib/state/creds-actions";
import { ask, select } from "@/lib/state/vault-link";
import { dropRecording, putRecording } from "@/lib/state/vault-store";
import type { FileRef } from "@/lib/vault/protocol";

const RECORDING = /\.(?:ndjson|jsonl)$/iu;

/** Whatever was dropped or chosen: recordings by their names, everything else may hold creds. */
export async function openDropped(files: readonly FileRef[]): Promise<void> {
  const isRecording = ({ path, inFolder }: FileRef) => !inFolder && RECORDING.test(path);
  await openFiles(files.filter((ref) => !isRecording(ref)));
  for (const { file } of files.filter(isRecording)) await openRecording(file);
}

export async function openRecording(file: File): Promise<void> {
  const reply = await ask("openRecording", { file });
  if (!reply.ok) return sayFault(`${file.name} was not opened`, reply.fault);
  putRecording(reply.value);
  select(reply.value.id);
}

export async function closeRecording(id: EntryId): Promise<void> {
  dropRecording(id);
  dropViews([id]);
  await ask("closeRecording", { id });
}
