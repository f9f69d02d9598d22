// The tour: loads the demo of this export from the page's own host and shows it step by step. The samples go into the
// vault as dropped files do. The recorded answers take the place of an attempt, and everything that is said about them
// comes from the code that judges a real one. Nothing is connected.

import { forgetMany } from "@/lib/page/actions/entry-actions";
import { openDropped } from "@/lib/page/actions/file-actions";
import { closeRecording } from "@/lib/page/actions/recording-actions";
import { forgetTrust } from "@/lib/page/actions/trust-actions";
import { ownPath } from "@/lib/page/base/base-path";
import { type Demo, demoStore } from "@/lib/page/state/demo-store";
import { closeHelp } from "@/lib/page/state/help-store";
import { showArea, testerStore } from "@/lib/page/state/panel-state";
import { showToast } from "@/lib/page/state/toasts";
import { putSession, vaultStore } from "@/lib/page/state/vault-store";
import type { SessionState } from "@/lib/shared/protocol/protocol";
import type { FileRef } from "@/lib/shared/protocol/requests";
import { tourText } from "./tour-text";

/** As scripts/demo/demo.mjs writes it. */
interface DemoFacts {
  readonly files: readonly string[];
  readonly evidence: readonly { readonly file: string; readonly session: SessionState }[];
}

export async function startTour(): Promise<void> {
  if (demoStore.getState().demo !== null) return;
  try {
    const facts: DemoFacts = await (await fetchOwn("demo.json")).json();
    const files = await Promise.all(facts.files.map(fetchFile));
    demoStore.setState({ demo: await load(files, facts), step: 0 });
  } catch {
    showToast("warn", tourText.notLoaded.title, tourText.notLoaded.text);
  }
}

async function fetchOwn(name: string): Promise<Response> {
  const response = await fetch(ownPath(`/demo/${name}`));
  if (!response.ok) throw new Error(`${name}: ${response.status}`);
  return response;
}

async function fetchFile(path: string): Promise<FileRef> {
  const blob = await (await fetchOwn(path)).blob();
  return { file: new File([blob], path), path, inFolder: false };
}

async function load(files: readonly FileRef[], { evidence }: DemoFacts): Promise<Demo> {
  const before = vaultStore.getState();
  await openDropped(files);
  const { entries, recordings, trust } = vaultStore.getState();
  const known = evidence.filter(({ session }) => entries.has(session.id));
  for (const { session } of known) putSession(session);
  return {
    sessions: new Map(known.map(({ session }) => [session.id, session])),
    entries: new Map(known.map(({ file, session }) => [file, session.id])),
    recording: [...recordings.keys()].find((id) => !before.recordings.has(id)) ?? null,
    trust: trust.map(({ id }) => id).filter((id) => before.trust.every((one) => one.id !== id)),
  };
}

export function showTourStep(step: number): void {
  demoStore.setState({ step });
}

/** Forgets what the tour loaded, and nothing else. */
export async function endTour(): Promise<void> {
  const { demo } = demoStore.getState();
  demoStore.setState({ demo: null, step: 0 });
  if (demo === null) return;
  if (demo.recording !== null) await closeRecording(demo.recording);
  for (const id of demo.trust) await forgetTrust(id);
  await forgetMany([...demo.entries.values()]);
  closeHelp();
  showArea("workbench");
  testerStore.setState({ subject: "", queue: "" });
}
