// One large text given to a whole vault as a file, and the facts that came of it.

import type { Rig } from "@/lib/testing/vault-rig";

/** Node imports a key in about a millisecond, and ten times as slowly on a busy machine. */
export const LARGE_IMPORT_MS = 900_000;

/** Opens `text` as one file; throws when the vault gives an error. */
export async function openText(rig: Rig, text: string, inFolder = false) {
  const files = [{ file: new File([text], "many.txt"), path: "many.txt", inFolder }];
  const reply = await rig.client.call("openFiles", { files, before: 0, total: 1 });
  if (!reply.ok) throw new Error(reply.fault.code);
  return reply.value;
}

export async function factsOf(rig: Rig, id: string | undefined) {
  const reply = await rig.client.call("readFacts", { id: id ?? "" });
  if (!reply.ok) throw new Error(reply.fault.code);
  return reply.value;
}

/** Asks the vault every `everyMs` until `work` has ended, or again and again. Gives the number of answers. */
export async function countAnswers(rig: Rig, work: Promise<unknown>, everyMs = 0): Promise<number> {
  let isDone = false;
  const end = () => {
    isDone = true;
  };
  void work.then(end, end);
  let answers = 0;
  while (!isDone) {
    await rig.client.call("ping", {});
    answers += 1;
    if (everyMs > 0) await new Promise((resolve) => setTimeout(resolve, everyMs));
  }
  return answers;
}
