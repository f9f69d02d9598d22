// Messages with a name, in folders: save the one in the send form, take one into it, rename, move, delete, export,
// import.

import { type ChangeEvent, useEffect, useRef, useState } from "react";
import { useStore } from "zustand";
import { useView } from "@/components/console/view/use-view";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Modal } from "@/components/ui/modal";
import { saveFile } from "@/components/ui/save-file";
import {
  importSavedMessages,
  saveDraft,
  savePath,
} from "@/lib/page/actions/send/saved-message-actions";
import { escapedText } from "@/lib/page/base/visible-characters";
import { configStore } from "@/lib/page/config/config";
import { panelStore, showSaved } from "@/lib/page/state/panel-state";
import {
  loadSavedMessages,
  type SavedPlace,
  savedMessagesFile,
  savedMessagesStore,
} from "@/lib/page/storage/saved-messages";
import { FolderField } from "./folder-field";
import { DeleteQuestion, RenameForm, ReplaceQuestion } from "./saved-dialogs";
import { foldersOf, type SavedTask } from "./saved-lines";
import { focusPlace, SavedTree } from "./saved-tree";

export function SavedMessages() {
  const messages = useStore(savedMessagesStore, (state) => state.messages);
  const offered = useStore(configStore, (config) => config.messages);
  const subject = useView((view) => view.draft.subject);
  const { folder, name } = useStore(panelStore, (state) => state.saveAs);
  const edit = (change: { folder?: string; name?: string }) =>
    panelStore.setState({ saveAs: { folder, name, ...change } });
  const [task, setTask] = useState<SavedTask | null>(null);
  const file = useRef<HTMLInputElement>(null);
  const panel = useRef<HTMLElement>(null);
  /** What gets the focus once the dialog is closed: a line, or the one after a line that is gone. */
  const goal = useRef<SavedPlace | "next" | null>(null);
  useEffect(loadSavedMessages, []);
  useEffect(() => {
    const [section, to] = [panel.current, goal.current];
    if (task !== null || section === null || to === null) return;
    goal.current = null;
    if (to !== "next") focusPlace(section, to);
    else {
      const line = section.querySelector<HTMLElement>('[aria-label="Saved"] [tabindex="0"]');
      (line ?? section.querySelector<HTMLElement>('[aria-label="Name of the message"]'))?.focus();
    }
  }, [task]);
  const folders = foldersOf(messages);
  const canSave = subject !== "";
  const saveAt = (path: string) => {
    if (!saveDraft(path)) return;
    edit({ name: "" });
    showSaved(path);
  };
  const save = () => {
    if (!canSave) return;
    const path = savePath(folder, name);
    if (messages.some((message) => message.name === path)) {
      setTask({ verb: "replace", place: { kind: "message", path } });
    } else saveAt(path);
  };
  const close = () => setTask(null);
  const onFile = (event: ChangeEvent<HTMLInputElement>) => {
    const chosen = event.currentTarget.files?.[0];
    if (chosen !== undefined) void importSavedMessages(chosen);
    event.currentTarget.value = "";
  };
  return (
    <section
      ref={panel}
      aria-label="Saved messages"
      className="flex min-h-0 min-w-0 flex-col gap-1.5 overflow-y-auto px-3 pt-1.5 pb-1.5"
    >
      <div className="flex shrink-0 flex-wrap gap-1.5">
        <FolderField
          label="Folder of the message"
          placeholder="No folder"
          folders={folders}
          value={folder}
          onText={(text) => edit({ folder: text })}
          className="min-w-28 flex-1"
        />
        <Field
          size="sm"
          aria-label="Name of the message"
          placeholder={canSave ? escapedText(subject) : "Fill in the send form first"}
          value={name}
          onChange={(event) => edit({ name: event.currentTarget.value })}
          onKeyDown={(event) => {
            if (event.key === "Enter") save();
          }}
          className="min-w-40 flex-2"
        />
        <Button
          size="sm"
          disabled={!canSave}
          title="Saves what the send form holds. A new folder is made with its first message; team/orders is a folder in a folder."
          onClick={save}
        >
          Save this one
        </Button>
        <Button size="sm" tone="quiet" onClick={() => file.current?.click()}>
          Import
        </Button>
        <Button
          size="sm"
          tone="quiet"
          disabled={messages.length === 0}
          onClick={() => {
            const type = "application/json";
            saveFile(new Blob([savedMessagesFile()], { type }), "credence-messages.json");
          }}
        >
          Export all
        </Button>
        <input
          ref={file}
          type="file"
          accept=".json,application/json"
          aria-label="File of saved messages"
          tabIndex={-1}
          className="sr-only"
          onChange={onFile}
        />
      </div>
      {offered.length === 0 ? null : (
        <SavedTree label="Offered by this instance" messages={offered} onTask={null} />
      )}
      {messages.length === 0 ? (
        <p className="text-small text-ink-2">
          No saved messages. This browser keeps them between visits, as text: save nothing secret.
        </p>
      ) : (
        <SavedTree label="Saved" messages={messages} onTask={setTask} />
      )}
      <Modal title={titleOf(task)} isOpen={task !== null} onClose={close}>
        {task?.verb === "rename" ? (
          <RenameForm
            place={task.place}
            folders={folders}
            onCancel={close}
            onRenamed={(to) => {
              goal.current = to;
              showSaved(to.path);
              close();
            }}
          />
        ) : null}
        {task?.verb === "replace" ? (
          <ReplaceQuestion
            place={task.place}
            onCancel={close}
            onReplace={() => {
              saveAt(task.place.path);
              close();
            }}
          />
        ) : null}
        {task?.verb === "delete" ? (
          <DeleteQuestion
            place={task.place}
            onCancel={close}
            onDeleted={() => {
              goal.current = "next";
              close();
            }}
          />
        ) : null}
      </Modal>
    </section>
  );
}

function titleOf(task: SavedTask | null): string {
  if (task?.verb === "replace") return "Replace this message";
  const what = task?.place.kind === "folder" ? "folder" : "message";
  return task?.verb === "delete" ? `Delete this ${what}` : `Rename or move this ${what}`;
}
