// The dialogs of saved messages: another name or folder for a message or a folder, and the question before one is
// deleted.

import { type FormEvent, useState } from "react";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { VisibleText } from "@/components/ui/visible-text";
import { renameSaved } from "@/lib/page/actions/send/saved-message-actions";
import { counted } from "@/lib/page/format/words";
import { folderOf, hasName, isBelow, labelOf, pathOf } from "@/lib/page/state/saved-path";
import { dropPlace, messagesAt, type SavedPlace } from "@/lib/page/storage/saved-messages";
import { FolderField } from "./folder-field";

interface DialogProps {
  readonly place: SavedPlace;
  readonly onCancel: () => void;
}

interface RenameFormProps extends DialogProps {
  readonly folders: readonly string[];
  readonly onRenamed: (to: SavedPlace) => void;
}

export function RenameForm({ place, folders, onRenamed, onCancel }: RenameFormProps) {
  const { kind, path } = place;
  const [folder, setFolder] = useState(folderOf(path));
  const [name, setName] = useState(labelOf(path));
  const [problem, setProblem] = useState<string | null>(null);
  // A folder has no place in itself.
  const others = folders.filter(
    (one) => kind === "message" || (one !== path && !isBelow(one, path)),
  );
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    if (!hasName(name)) return;
    const to = pathOf(folder, name);
    const refused = renameSaved(place, to);
    setProblem(refused);
    if (refused === null) onRenamed({ kind, path: to });
  };
  return (
    <form aria-label="Rename or move" className="grid gap-3" onSubmit={onSubmit}>
      <div className="grid gap-1">
        <span aria-hidden className="text-small text-ink-2">
          {kind === "folder" ? "In the folder" : "Folder"}
        </span>
        <FolderField
          label="Folder"
          placeholder="No folder"
          folders={others}
          value={folder}
          onText={setFolder}
        />
      </div>
      <div className="grid gap-1">
        <span aria-hidden className="text-small text-ink-2">
          Name
        </span>
        <Field
          size="sm"
          aria-label="Name"
          data-focus-first=""
          value={name}
          error={problem}
          onChange={(event) => setName(event.currentTarget.value)}
        />
      </div>
      <div className="flex justify-end gap-2">
        <Button onClick={onCancel}>Cancel</Button>
        <Button type="submit" tone="primary" disabled={!hasName(name)}>
          Save
        </Button>
      </div>
    </form>
  );
}

interface ReplaceQuestionProps extends DialogProps {
  readonly onReplace: () => void;
}

export function ReplaceQuestion({ place, onReplace, onCancel }: ReplaceQuestionProps) {
  return (
    <>
      <p className="wrap-anywhere">
        A message named{" "}
        <b className="font-semibold">
          <VisibleText>{place.path}</VisibleText>
        </b>{" "}
        is saved already. What it holds would be gone.
      </p>
      <div className="mt-4 flex justify-end gap-2">
        <Button data-focus-first="" onClick={onCancel}>
          Cancel
        </Button>
        <Button tone="danger" onClick={onReplace}>
          Replace it
        </Button>
      </div>
    </>
  );
}

interface DeleteQuestionProps extends DialogProps {
  readonly onDeleted: () => void;
}

export function DeleteQuestion({ place, onDeleted, onCancel }: DeleteQuestionProps) {
  const isFolder = place.kind === "folder";
  return (
    <>
      <p className="wrap-anywhere">
        {isFolder ? "This deletes the folder " : "This deletes "}
        <b className="font-semibold">
          <VisibleText>{place.path}</VisibleText>
        </b>
        {isFolder ? ` and ${counted(messagesAt(place).length, "message")} in it. ` : ". "}
        It cannot be restored. A file of Export all keeps a copy.
      </p>
      <div className="mt-4 flex justify-end gap-2">
        <Button data-focus-first="" onClick={onCancel}>
          Cancel
        </Button>
        <Button
          tone="danger"
          onClick={() => {
            dropPlace(place);
            onDeleted();
          }}
        >
          Delete now
        </Button>
      </div>
    </>
  );
}
