// What the workbench shows: the view of each entry, the screen of a narrow window, and what the user typed or
// chose in the views and in "What may it do?". The latter belongs to no entry: all loaded creds share it, so the
// user can compare creds by selecting them in turn.

import { createStore } from "zustand/vanilla";
import type { NeedParameter } from "@/lib/page/permissions/needs";
import type { EntryId } from "@/lib/shared/facts/creds";
import { perEntry } from "./per-entry";
import { isBelow } from "./saved-path";
import { vaultStore } from "./vault-store";

/** The views of the main area, in the order of their tabs. */
export const VIEWS = [
  "diagnosis",
  "console",
  "jetstream",
  "permissions",
  "claims",
  "protocol",
  "code",
  "compare",
] as const;
export type ViewName = (typeof VIEWS)[number];
export type MatrixView = "needs" | "list";
export type PermissionsView = "rules" | "matrix";
export type ClaimsView = "all" | "chain" | "raw";
/** A window below 800 px shows one of these at a time. */
export type Screen = "creds" | "view" | "more";

/** What the page shows below the top bar. */
export type Area = "workbench" | "overview";

/** The tabs of the dock below the messages. */
export type DockTab = "send" | "responder" | "history" | "saved";

interface Panels {
  readonly area: Area;
  readonly dockTab: DockTab;
  /** Folders of saved messages whose content is hidden: the tree and their path. */
  readonly foldedFolders: ReadonlySet<string>;
  /** What was typed for the next message to save. */
  readonly saveAs: { readonly folder: string; readonly name: string };
  readonly screen: Screen;
  /** The account or operator whose page takes the place of the selected creds. May be one that is not loaded now. */
  readonly trustPage: string | null;
  /** The open message covers the console. */
  readonly isDetailMaximised: boolean;
  readonly matrixView: MatrixView;
  readonly permissionsView: PermissionsView;
  readonly claimsView: ClaimsView;
}

/** The view that the user chose for an entry; null leaves the choice to its session. */
export const chosenViews = perEntry<{ readonly view: ViewName | null }>({ view: null });

interface Compared {
  /** Null = none chosen yet. May name creds that were forgotten since. */
  readonly other: EntryId | null;
  /** Compared besides: at most two more. */
  readonly more: readonly EntryId[];
  readonly publish: string;
  /** "" = the subject that is published. */
  readonly subscribe: string;
  readonly queue: string;
  /** Who publishes: the shown creds or the other ones. */
  readonly from: "shown" | "other";
}

interface Tested {
  readonly subject: string;
  readonly queue: string;
}

export const panelStore = createStore<Panels>(() => ({
  area: "workbench",
  dockTab: "send",
  foldedFolders: new Set(),
  saveAs: { folder: "", name: "" },
  screen: "view",
  trustPage: null,
  isDetailMaximised: false,
  matrixView: "needs",
  permissionsView: "rules",
  claimsView: "all",
}));

/** The two creds and the subjects of the panel Compare. */
export const compareStore = createStore<Compared>(() => ({
  other: null,
  more: [],
  publish: "",
  subscribe: "",
  queue: "",
  from: "shown",
}));

/** The question of "What may it do?". */
export const testerStore = createStore<Tested>(() => ({ subject: "", queue: "" }));

/** Names typed into the panel Matrix. The others have their defaults (lib/page/permissions/needs.ts). */
export const needValueStore = createStore<Partial<Record<NeedParameter, string>>>(() => ({}));

/** Shows a view of the selected entry and keeps it as the choice for that entry. */
export function showView(view: ViewName): void {
  const { selected } = vaultStore.getState();
  if (selected !== null) chosenViews.change(selected, { view });
  panelStore.setState({ area: "workbench", screen: "view", trustPage: null });
}

/** Opens the page of a loaded account or operator; null closes it. */
export function showTrust(id: string | null): void {
  panelStore.setState(
    id === null ? { trustPage: null } : { area: "workbench", screen: "view", trustPage: id },
  );
}

export function showArea(area: Area): void {
  panelStore.setState({ area });
}

export function showDockTab(dockTab: DockTab): void {
  panelStore.setState({ dockTab });
}

/** The user's own saved messages, and those that the instance offers. */
export type SavedTreeName = "own" | "offered";

/** The name of a folder in `foldedFolders`. Both trees can have a folder of one path. */
export const foldKey = (tree: SavedTreeName, path: string): string => `${tree}/${path}`;

export function foldSaved(tree: SavedTreeName, path: string, isFolded: boolean): void {
  const key = foldKey(tree, path);
  const others = [...panelStore.getState().foldedFolders].filter((folder) => folder !== key);
  panelStore.setState({ foldedFolders: new Set(isFolded ? [...others, key] : others) });
}

/** Unfolds the folders above one of the user's messages or folders. */
export function showSaved(path: string): void {
  const { foldedFolders } = panelStore.getState();
  const others = [...foldedFolders].filter((folder) => !isBelow(foldKey("own", path), folder));
  panelStore.setState({ foldedFolders: new Set(others) });
}

export function showScreen(screen: Screen): void {
  panelStore.setState({ screen });
}

export function setNeedValue(parameter: NeedParameter, value: string): void {
  needValueStore.setState({ [parameter]: value });
}
