// Lists of subjects that the user keeps by name in this browser, as plain text. If storage is refused or full,
// a list lasts as long as the page, and the functions that store one return false. A text that holds a seed
// never enters a list.

import { createStore } from "zustand/vanilla";
import { holdsSeed } from "@/lib/shared/base/secret-patterns";
import { isNamedText, type NamedText } from "./named-texts";
import { readStored, writeStored } from "./storage";

export type SubjectList = NamedText;

interface SubjectLists {
  /** By name, in alphabetical order. */
  readonly lists: readonly SubjectList[];
  /** The name of the kept list that was chosen last. Null = none. */
  readonly chosen: string | null;
  /** The text in the editor, kept or not. */
  readonly text: string;
}

const KEY = "credence.subject-lists";
const MAX_LISTS = 50;
export const MAX_LIST_CHARS = 100_000;

export const subjectListStore = createStore<SubjectLists>(() => ({
  lists: storedLists(),
  chosen: null,
  text: "",
}));

/** False when the text holds a seed and was not taken. */
export function editList(text: string): boolean {
  if (holdsSeed(text)) return false;
  subjectListStore.setState({ text: text.slice(0, MAX_LIST_CHARS) });
  return true;
}

/** The text in the editor that another text would overwrite unsaved. Null when nothing would be lost. */
export function unkeptText(): string | null {
  const { lists, text } = subjectListStore.getState();
  return text.trim() === "" || lists.some((list) => list.text === text) ? null : text;
}

export function chooseList(name: string | null): void {
  const found = subjectListStore.getState().lists.find((list) => list.name === name);
  subjectListStore.setState({ chosen: found?.name ?? null, text: found?.text ?? "" });
}

/** Keeps the editor's text under this name and replaces a list of that name. False: for this visit only. */
export function keepList(name: string): boolean {
  const { lists, text } = subjectListStore.getState();
  if (holdsSeed(name)) return false;
  const others = lists.filter((list) => list.name !== name).slice(0, MAX_LISTS - 1);
  const next = [...others, { name, text }].sort((a, b) => a.name.localeCompare(b.name));
  subjectListStore.setState({ lists: next, chosen: name });
  return store(next);
}

/** Removes a kept list. Its text stays in the editor. Returns the list, for an undo. */
export function dropList(name: string): SubjectList | null {
  const { lists, chosen } = subjectListStore.getState();
  const gone = lists.find((list) => list.name === name) ?? null;
  const next = lists.filter((list) => list.name !== name);
  subjectListStore.setState({ lists: next, chosen: chosen === name ? null : chosen });
  store(next);
  return gone;
}

/** Puts a dropped list back. */
export function restoreList(list: SubjectList): void {
  const { lists } = subjectListStore.getState();
  const others = lists.filter((known) => known.name !== list.name);
  const next = [...others, list].sort((a, b) => a.name.localeCompare(b.name));
  subjectListStore.setState({ lists: next });
  store(next);
}

function store(lists: readonly SubjectList[]): boolean {
  return writeStored(KEY, JSON.stringify(lists));
}

function storedLists(): readonly SubjectList[] {
  const stored = readStored(KEY);
  return Array.isArray(stored) ? stored.filter(isList).slice(0, MAX_LISTS) : [];
}

function isList(value: unknown): value is SubjectList {
  return isNamedText(value) && value.text.length <= MAX_LIST_CHARS;
}
