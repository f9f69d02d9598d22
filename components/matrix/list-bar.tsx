// Kept lists of subjects: choose, keep under a name, delete, load from a file.

import { FolderOpen, Trash2 } from "lucide-react";
import { type FormEvent, useRef, useState } from "react";
import { useStore } from "zustand";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
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

/** Never read as a list: what holds keys goes to the vault. */
const KEY_FILES = /\.(?:creds|nk|jwt|seed)$/iu;

export function ListBar() {
  return (
    <div className="flex flex-wrap items-center gap-2">
      <KeptLists />
      <KeepForm />
      <LoadButton />
    </div>
  );
}

function KeptLists() {
  const lists = useStore(subjectListStore, (state) => state.lists);
  const chosen = useStore(subjectListStore, (state) => state.chosen);
  const remove = () => {
    const gone = chosen === null ? null : dropList(chosen);
    if (gone === null) return;
    const undo = { label: "Undo", run: () => restoreList(gone) };
    showToast("info", `Deleted the list ${gone.name}`, "Its subjects stay in the editor.", undo);
  };
  if (lists.length === 0) return null;
  return (
    <>
      <select
        aria-label="Kept list"
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
            {name}
          </option>
        ))}
      </select>
      {chosen === null ? null : (
        <Button size="sm" tone="quiet" aria-label={`Delete the list ${chosen}`} onClick={remove}>
          <Trash2 aria-hidden className="size-3.5" />
        </Button>
      )}
    </>
  );
}

/** Before another text takes the place of one that was not kept. */
function offerUndo(): void {
  const text = unkeptText();
  if (text === null) return;
  const undo = { label: "Undo", run: () => void editList(text) };
  showToast("info", "The former list was not kept", "Its subjects are gone from the editor.", undo);
}

function KeepForm() {
  const chosen = useStore(subjectListStore, (state) => state.chosen);
  const isEmpty = useStore(subjectListStore, (state) => state.text.trim() === "");
  const [typed, setTyped] = useState<string | null>(null);
  const name = (typed ?? chosen ?? "").trim();
  const keep = (event: FormEvent) => {
    event.preventDefault();
    if (isEmpty || name === "") return;
    const isStored = keepList(name);
    setTyped(null);
    if (isStored) showToast("good", `Kept the list ${name}`, "In this browser, as plain text.");
    else showToast("warn", `Kept the list ${name} for now`, "This browser refuses to store it.");
  };
  return (
    <form onSubmit={keep} className="flex min-w-0 items-center gap-1.5">
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
        Keep
      </Button>
    </form>
  );
}

function LoadButton() {
  const ref = useRef<HTMLInputElement>(null);
  const load = async (file: File | undefined) => {
    if (file === undefined) return;
    if (KEY_FILES.test(file.name)) {
      showToast(
        "warn",
        "That is no list of subjects",
        "Drop creds and JWTs on the page to load them.",
      );
      return;
    }
    if (file.size > MAX_LIST_CHARS) {
      showToast("warn", "That file is too large", "A list holds up to 100,000 characters.");
      return;
    }
    const text = await file.text();
    offerUndo();
    if (!editList(text)) showToast("warn", "That file holds a seed", "It was not taken as a list.");
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
          void load(event.currentTarget.files?.[0]);
          event.currentTarget.value = "";
        }}
      />
    </>
  );
}
