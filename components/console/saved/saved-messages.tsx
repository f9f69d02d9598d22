// Messages with a name: save the one in the send form, take one into it, delete, export, import. A name with a slash
// puts its message into a folder.

import { X } from "lucide-react";
import { type ChangeEvent, useEffect, useRef, useState } from "react";
import { useStore } from "zustand";
import { useView } from "@/components/console/view/use-view";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { saveFile } from "@/components/ui/save-file";
import { VisibleText } from "@/components/ui/visible-text";
import {
  fillFormWith,
  importSavedMessages,
  saveDraft,
} from "@/lib/page/actions/send/saved-message-actions";
import { escapedText } from "@/lib/page/base/visible-characters";
import { configStore } from "@/lib/page/config/config";
import type { SavedMessage } from "@/lib/page/state/saved-message";
import {
  dropMessage,
  loadSavedMessages,
  savedMessagesFile,
  savedMessagesStore,
} from "@/lib/page/storage/saved-messages";

export function SavedMessages() {
  const messages = useStore(savedMessagesStore, (state) => state.messages);
  const offered = useStore(configStore, (config) => config.messages);
  const subject = useView((view) => view.draft.subject);
  const [name, setName] = useState("");
  const file = useRef<HTMLInputElement>(null);
  useEffect(loadSavedMessages, []);
  const canSave = subject !== "";
  const save = () => {
    if (canSave && saveDraft(name)) setName("");
  };
  const onFile = (event: ChangeEvent<HTMLInputElement>) => {
    const chosen = event.currentTarget.files?.[0];
    if (chosen !== undefined) void importSavedMessages(chosen);
    event.currentTarget.value = "";
  };
  return (
    <section
      aria-label="Saved messages"
      className="flex min-h-0 min-w-0 flex-col gap-1.5 overflow-y-auto px-3 pt-1.5 pb-1.5"
    >
      <div className="flex shrink-0 flex-wrap gap-1.5">
        <Field
          size="sm"
          aria-label="Name of the message"
          placeholder={canSave ? escapedText(subject) : "Fill in the send form first"}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key === "Enter") save();
          }}
          className="min-w-32 flex-1"
        />
        <Button
          size="sm"
          disabled={!canSave}
          title="Saves what the send form holds. A name such as orders/new puts it into the folder orders."
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
        <ul aria-label="Offered by this instance" className="grid">
          {offered.map((message) => (
            <SavedRow key={message.name} message={message} isOffered />
          ))}
        </ul>
      )}
      {messages.length === 0 ? (
        <p className="text-small text-ink-2">
          No saved messages. This browser keeps them between visits, as text: save nothing secret.
        </p>
      ) : (
        <ul aria-label="Saved" className="grid">
          {messages.map((message) => (
            <SavedRow key={message.name} message={message} />
          ))}
        </ul>
      )}
    </section>
  );
}

interface SavedRowProps {
  readonly message: SavedMessage;
  /** By the instance, for everyone: it cannot be deleted here. */
  readonly isOffered?: boolean;
}

function SavedRow({ message, isOffered = false }: SavedRowProps) {
  const slash = message.name.lastIndexOf("/");
  const label = message.name === message.subject ? "" : message.subject;
  return (
    <li
      data-saved={message.name}
      className="flex min-w-0 items-center gap-2 border-b border-line last:border-b-0"
    >
      <button
        type="button"
        onClick={() => fillFormWith(message)}
        className="flex h-7 min-w-0 flex-1 items-center gap-2 text-left text-data focus-visible:-outline-offset-2"
      >
        <span className="min-w-0 truncate text-accent">
          <span className="text-ink-2">
            <VisibleText>{message.name.slice(0, slash + 1)}</VisibleText>
          </span>
          <VisibleText>{message.name.slice(slash + 1)}</VisibleText>
        </span>
        <code className="min-w-0 truncate text-ink-2">
          <VisibleText>{label}</VisibleText>
        </code>
        <span className="ml-auto shrink-0 text-small text-ink-2">
          {isOffered ? `offered, ${message.mode}` : message.mode}
        </span>
      </button>
      {isOffered ? null : (
        <button
          type="button"
          aria-label={`Delete ${escapedText(message.name)}`}
          onClick={() => dropMessage(message.name)}
          className="grid size-6 shrink-0 place-items-center text-ink-2 hover:text-ink focus-visible:-outline-offset-2"
        >
          <X aria-hidden className="size-3" />
        </button>
      )}
    </li>
  );
}
