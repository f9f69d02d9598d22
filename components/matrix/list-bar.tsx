// Saved lists of subjects: choose one, save under a name, delete, load from a file.

import { FolderOpen, Trash2 } from "lucide-react";
import { type FormEvent, useRef, useState } from "react";
import { useStore } from "zustand";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { escapedText } from "@/lib/page/base/visible-characters";
import { showToast } from "@/lib/page/state/toasts";
import {
  chooseList,
  dropList,
  editList,
  keepList,
  MAX_LIST_CHARS,
  restoreList,
  subjectListStore,
  unkeptText,
} from "@/lib/page/storage/subject-lists";

/** Files that hold keys are never read as a list; they belong in the vault. */
const KEY_FILES = /\.(?:creds|nk|jwt|seed)$/iu;

export function ListBar() {
  return (
    <div className="flex flex-wrap items-center gap-2">
      <SavedLists />
      <SaveForm />
      <LoadButton />
    </div>
  );
}

function SavedLists() {
  const lists = useStore(subjectListStore, (state) => state.lists);
  const chosen = useStore(subjectListStore, (state) => state.chosen);
  const onDelete = () => {
    const gone = chosen === null ? null : dropList(chosen);
    if (gone === null) return;
    const undo = { label: "Undo", run: () => restoreList(gone) };
    showToast("info", `Deleted the list ${gone.name}`, "Its subjects stay in the editor.", undo);
  };
  if (lists.length === 0) return null;
  return (
    <>
      <select
        aria-label="Saved list"
        value={chosen ?? ""}
        onChange={(event) => {
          offerUndo();
          chooseList(event.currentTarget.value || null);
        }}
        className="h-7 max-w-60 min-w-0 rounded-[7px] border border-line-strong bg-panel px-2 text-data"
      >
        <option value="">New list</option>
        {lists.map(({ name }) => (
          <option key={name} value={name}>
            {escapedText(name)}
          </option>
        ))}
      </select>
      {chosen === null ? null : (
        <Button
          size="sm"
          tone="quiet"
          aria-label={`Delete the list ${escapedText(chosen)}`}
          onClick={onDelete}
        >
          <Trash2 aria-hidden className="size-3.5" />
        </Button>
      )}
    </>
  );
}

/** Call this before another text replaces one that was not saved. */
function offerUndo(): void {
  const text = unkeptText();
  if (text === null) return;
  const undo = { label: "Undo", run: () => void editList(text) };
  showToast(
    "info",
    "The previous list was not saved",
    "Its subjects were removed from the editor.",
    undo,
  );
}

function SaveForm() {
  const chosen = useStore(subjectListStore, (state) => state.chosen);
  const isEmpty = useStore(subjectListStore, (state) => state.text.trim() === "");
  const [typed, setTyped] = useState<string | null>(null);
  const name = (typed ?? chosen ?? "").trim();
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    if (isEmpty || name === "") return;
    const isStored = keepList(name);
    setTyped(null);
    if (isStored)
      showToast("good", `Saved the list ${name}`, "It is stored in this browser as plain text.");
    else
      showToast(
        "warn",
        `Saved the list ${name} for this visit`,
        "This browser refused to store it.",
      );
  };
  return (
    <form onSubmit={onSubmit} className="flex min-w-0 items-center gap-1.5">
      <Field
        size="sm"
        aria-label="List name"
        placeholder="list name"
        maxLength={60}
        value={typed ?? chosen ?? ""}
        onChange={(event) => setTyped(event.currentTarget.value)}
        className="w-36"
      />
      <Button size="sm" type="submit" disabled={isEmpty || name === ""}>
        Save
      </Button>
    </form>
  );
}

function LoadButton() {
  const ref = useRef<HTMLInputElement>(null);
  const onFile = async (file: File | undefined) => {
    if (file === undefined) return;
    if (KEY_FILES.test(file.name)) {
      showToast(
        "warn",
        "This is not a list of subjects",
        "Drop creds and JWTs on the page to load them.",
      );
      return;
    }
    if (file.size > MAX_LIST_CHARS) {
      showToast("warn", "This file is too large", "A list holds up to 100,000 characters.");
      return;
    }
    const text = await file.text();
    offerUndo();
    if (!editList(text))
      showToast("warn", "This file contains a seed", "It was not loaded as a list.");
  };
  return (
    <>
      <Button size="sm" onClick={() => ref.current?.click()}>
        <FolderOpen aria-hidden className="size-3.5" />
        Load
      </Button>
      <input
        ref={ref}
        type="file"
        aria-label="List file"
        accept=".txt,.csv,.list,text/plain"
        tabIndex={-1}
        className="sr-only"
        onChange={(event) => {
          void onFile(event.currentTarget.files?.[0]);
          event.currentTarget.value = "";
        }}
      />
    </>
  );
}
