// Recordings: exports of the console that are opened again, to be looked through without a connection.

import { dropViews } from "@/lib/page/state/console-store";
import { dropRecording, putRecording } from "@/lib/page/state/vault-store";
import { ask, select } from "@/lib/page/vault-link/vault-link";
import type { EntryId } from "@/lib/shared/facts/creds";
import type { FileRef } from "@/lib/shared/protocol/protocol";
import { openFiles, sayFault } from "./file-actions";

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
