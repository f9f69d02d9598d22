// Loads the files into a vault of this process and connects with each of its creds to each server: the reader, the
// check, the verdicts and the permissions of the page, without a page.

import { startCheck } from "@/lib/page/actions/check/check-actions";
import { readCheckLines } from "@/lib/page/actions/check/check-lines";
import type { CheckLine } from "@/lib/page/check/check-lines";
import { configStore } from "@/lib/page/config/config";
import { checkCounts, checkRunState, checkStore } from "@/lib/page/state/check-store";
import { vaultStore } from "@/lib/page/state/vault-store";
import { ask, runVaultIn } from "@/lib/page/vault-link/vault-calls";
import type { EntryId } from "@/lib/shared/facts/creds";
import type { FileRef } from "@/lib/shared/protocol/requests";
import { localVault } from "./local-vault";
import type { CheckOptions } from "./options";
import { lendPageGlobals } from "./page-globals";
import { BRIDGE_ORIGIN, type Server } from "./servers";

/** Files of one call to the vault, as the page sends them. */
const PART = 512;

/** `onProgress` is called while attempts end. The answer is in the order of the files. */
export async function runCheck(
  files: readonly FileRef[],
  trustFiles: readonly FileRef[],
  servers: readonly Server[],
  options: CheckOptions,
  onProgress: (done: number, total: number) => void,
): Promise<readonly CheckLine[]> {
  lendPageGlobals();
  runVaultIn(() => localVault(BRIDGE_ORIGIN));
  configStore.setState({ attemptMs: options.timeLimitMs });
  try {
    await open(trustFiles.map((ref) => ({ ...ref, inFolder: true })));
    const others = new Set(vaultStore.getState().order);
    await open(files);
    const ids = vaultStore.getState().order.filter((id) => !others.has(id));
    if (ids.length > 0 && servers.length > 0) {
      await check(ids, servers, options.jobs, onProgress);
    }
    return await readCheckLines(options, ids);
  } finally {
    await ask("forgetAll", {});
  }
}

async function open(files: readonly FileRef[]): Promise<void> {
  for (let before = 0; before < files.length; before += PART) {
    const part = files.slice(before, before + PART);
    const reply = await ask("openFiles", { files: part, before, total: files.length });
    if (!reply.ok) throw new Error(`The vault did not read the files (${reply.fault.code}).`);
  }
}

async function check(
  ids: readonly EntryId[],
  servers: readonly Server[],
  jobs: number,
  onProgress: (done: number, total: number) => void,
): Promise<void> {
  let stopWatching = () => {};
  const isOver = new Promise<void>((resolve, reject) => {
    stopWatching = checkStore.subscribe((state) => {
      const { done, total } = checkCounts(state);
      onProgress(done, total);
      if (state.isLost) reject(new Error("The vault stopped."));
      else if (checkRunState(state) === "done") resolve();
    });
  });
  const targets = servers.map(({ name, address }) => ({
    address,
    name,
    title: name,
    isProduction: false,
    isBridge: address !== name,
    perSecond: null,
  }));
  const reply = await startCheck(ids, targets, jobs);
  if (!reply.ok) throw new Error(`The servers were not dialled (${reply.fault.code}).`);
  await isOver.finally(stopWatching);
}
