// The page's stores, actions and vault link in Node, on a whole vault behind a real MessageChannel. For the
// tests of lib/page. Node lacks a few globals of browsers; `startPage` adds those that lib/page uses.

import { connect } from "@/lib/page/actions/connection-actions";
import { openText } from "@/lib/page/actions/file-actions";
import { restartVault } from "@/lib/page/actions/vault-actions";
import { viewOf } from "@/lib/page/state/console-store";
import { closeReports } from "@/lib/page/state/saved-reports";
import { type Toast, takeToasts, toastStore } from "@/lib/page/state/toasts";
import { vaultStore } from "@/lib/page/state/vault-store";
import { dropHandles } from "@/lib/page/vault-link/file-handles";
import { ask, runVaultIn } from "@/lib/page/vault-link/vault-calls";
import type { VaultWorker } from "@/lib/page/vault-link/vault-client";
import type { SessionState } from "@/lib/shared/protocol/protocol";
import type { FileRef } from "@/lib/shared/protocol/requests";
import { until } from "./run-to-end";
import { bytesOf, channelWorker } from "./vault-rig";

const FRAME_MS = 16;
const pageDocument = Object.assign(new EventTarget(), { hidden: false });
const pageWindow = new EventTarget();
let worker: VaultWorker | null = null;

/** Call once per test file, before anything asks the vault. */
export function startPage(): void {
  Object.assign(globalThis, {
    document: pageDocument,
    addEventListener: pageWindow.addEventListener.bind(pageWindow),
    removeEventListener: pageWindow.removeEventListener.bind(pageWindow),
    requestAnimationFrame: (draw: () => void) => Number(setTimeout(draw, FRAME_MS)),
    cancelAnimationFrame: (frame: number) => clearTimeout(frame),
  });
  runVaultIn(() => {
    worker = channelWorker();
    return worker;
  });
}

/** Empties the page and gives it a new vault. Call in `afterEach`. */
export async function resetPage(): Promise<void> {
  setHidden(false);
  await ask("forgetAll", {});
  dropHandles();
  closeReports();
  await restartVault();
  takeToasts();
}

/** Ends the vault as an uncaught error in the worker does. */
export function crashVault(): void {
  Reflect.apply(worker?.onerror ?? (() => {}), null, [new Event("error")]);
}

/** As when the user switches to another tab, or back. */
export function setHidden(isHidden: boolean): void {
  pageDocument.hidden = isHidden;
  pageDocument.dispatchEvent(new Event("visibilitychange"));
}

export function fileOf(path: string, text: string, inFolder = false): FileRef {
  return { file: new File([text], path), path, inFolder };
}

/** Pastes creds and waits until their facts are shown. Gives the entry's id. */
export async function paste(creds: string): Promise<string> {
  await openText(bytesOf(creds));
  await until(() => vaultStore.getState().facts !== null, "the facts of the shown creds");
  return shownId();
}

export function shownId(): string {
  const { selected } = vaultStore.getState();
  if (selected === null) throw new Error("nothing is shown");
  return selected;
}

/** Connects the shown creds and waits for the verdict. */
export async function connectShown(address: string): Promise<SessionState> {
  const id = shownId();
  const reply = await connect(address);
  if (!reply.ok) throw new Error(reply.fault.code);
  return untilSession(id, "the verdict", ({ phase, outcome }) => {
    return phase !== "connecting" && outcome !== null;
  });
}

export async function untilSession(
  id: string,
  what: string,
  check: (session: SessionState) => boolean,
): Promise<SessionState> {
  const session = () => vaultStore.getState().sessions.get(id);
  await until(() => {
    const now = session();
    return now !== undefined && check(now);
  }, what);
  const found = session();
  if (found === undefined) throw new Error(`no session: ${what}`);
  return found;
}

/** Subjects of the messages among the visible rows. */
export function listedSubjects(id: string): readonly string[] {
  const rows = viewOf(id).window?.rows ?? [];
  return rows.flatMap((row) => (row.kind === "message" ? [row.subject] : []));
}

/** Waits for a toast with this title. It stays in the store. */
export async function toastOf(title: string): Promise<Toast> {
  const find = () => toastStore.getState().waiting.find((toast) => toast.title === title);
  const titles = () => toastStore.getState().waiting.map((toast) => toast.title);
  await until(() => find() !== undefined, `the toast "${title}"`).catch((error: Error) => {
    throw new Error(`${error.message}; there are: ${titles().join(", ")}`);
  });
  const toast = find();
  if (toast === undefined) throw new Error(`no toast "${title}"`);
  return toast;
}
