// "Search and commands": every action and every loaded creds, by name. A combobox over a list, so that the focus
// stays in the field. Its code is fetched when it is first opened.

import { type KeyboardEvent, useDeferredValue, useEffect, useId, useRef, useState } from "react";
import { type Command, commandsNow, type PageCommands } from "@/components/shell/commands-text";
import { pageButtons } from "@/components/shell/page-buttons";
import { endTypingAhead } from "@/components/shell/typed-ahead";
import { fieldClass } from "@/components/ui/field";
import { KeyFace } from "@/components/ui/key-face";
import { VisibleText } from "@/components/ui/visible-text";
import { select } from "@/lib/page/actions/keyring-actions";
import { cx } from "@/lib/page/base/cx";
import { showArea, showScreen, showTrust } from "@/lib/page/state/panel-state";
import { vaultStore } from "@/lib/page/state/vault-store";

/** More would be slow to draw; another word finds them. */
const MAX_SHOWN = 40;

export interface CommandPaletteProps extends PageCommands {
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

interface Choice extends Command {
  readonly id: string;
  /** Of creds: the key whose face is shown. */
  readonly face?: string;
}

export function CommandPalette({ isOpen, onClose, onPaste, onHelp }: CommandPaletteProps) {
  const ref = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const dialog = ref.current;
    if (dialog === null) return;
    if (isOpen && !dialog.open) dialog.showModal();
    if (!isOpen && dialog.open) dialog.close();
  }, [isOpen]);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: a click on the backdrop is a shortcut; Escape does the same by keyboard.
    <dialog
      ref={ref}
      aria-label="Search and commands"
      onClose={onClose}
      onClick={(event) => {
        if (event.target === ref.current) onClose();
      }}
      className="mx-auto mt-[12vh] w-[min(36rem,calc(100%-2rem))] rounded-xl border border-line bg-panel p-0 text-ink shadow-card"
    >
      {isOpen ? <Body commands={{ onPaste, onHelp }} onClose={onClose} /> : null}
    </dialog>
  );
}

interface BodyProps {
  readonly commands: PageCommands;
  readonly onClose: () => void;
}

function Body({ commands, onClose }: BodyProps) {
  const [text, setText] = useState("");
  const typed = useDeferredValue(text);
  const [active, setActive] = useState(0);
  const listId = useId();
  const field = useRef<HTMLInputElement>(null);
  const list = useRef<HTMLDivElement>(null);
  // The page below cannot change while the dialog is open, and to look through it takes a layout.
  const [shownButtons] = useState(pageButtons);
  const choices = choicesFor(typed, commands, shownButtons);
  const current = Math.min(active, choices.length - 1);
  useEffect(() => {
    // Not while rendering: React may throw a rendering away, and the letters with it.
    setText(endTypingAhead());
    // The dialog gives the focus to its first element only once it is open.
    field.current?.focus();
  }, []);
  useEffect(() => {
    list.current?.children[current]?.scrollIntoView({ block: "nearest" });
  }, [current]);

  const run = (choice: Choice | undefined) => {
    if (choice === undefined) return;
    // The focus returns to the page first, so that a command can move it.
    field.current?.closest("dialog")?.close();
    onClose();
    choice.run();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const last = choices.length - 1;
    if (event.key === "ArrowDown") setActive(current >= last ? 0 : current + 1);
    else if (event.key === "ArrowUp") setActive(current <= 0 ? last : current - 1);
    else if (event.key === "PageDown") setActive(Math.min(last, current + 8));
    else if (event.key === "PageUp") setActive(Math.max(0, current - 8));
    // The list may still be that of the letter before.
    else if (event.key === "Enter")
      run((typed === text ? choices : choicesFor(text, commands, shownButtons))[current]);
    else return;
    event.preventDefault();
  };

  return (
    <div className="grid grid-cols-[minmax(0,1fr)]">
      <div className="border-b border-line p-2">
        <input
          ref={field}
          role="combobox"
          aria-label="Search and commands"
          aria-expanded={choices.length > 0}
          aria-controls={listId}
          aria-activedescendant={choices[current]?.id}
          aria-autocomplete="list"
          autoComplete="off"
          spellCheck={false}
          placeholder="A command, or the name of creds"
          value={text}
          onChange={(event) => {
            setText(event.currentTarget.value);
            setActive(0);
          }}
          onKeyDown={onKeyDown}
          className={fieldClass({ size: "md" })}
        />
      </div>
      <div
        ref={list}
        id={listId}
        role="listbox"
        aria-label="Results"
        className="max-h-[50vh] overflow-y-auto p-1"
      >
        {choices.map((choice, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the field handles the keys.
          <div
            key={choice.id}
            id={choice.id}
            role="option"
            tabIndex={-1}
            aria-selected={index === current}
            onClick={() => run(choice)}
            onPointerMove={() => setActive(index)}
            className={cx(
              "flex min-h-8 cursor-pointer items-center gap-2.5 rounded-md px-2.5",
              index === current && "bg-accent-soft",
            )}
          >
            {choice.face === undefined ? null : <KeyFace of={choice.face} size="sm" />}
            <span className="min-w-0 flex-1 truncate">
              <VisibleText>{choice.name}</VisibleText>
            </span>
            {choice.keys === undefined ? null : (
              <kbd className="shrink-0 rounded border border-line-strong bg-sunken px-1.5 text-hint text-ink-2">
                {choice.keys}
              </kbd>
            )}
          </div>
        ))}
      </div>
      {choices.length === 0 ? (
        <p role="status" className="px-4 pb-3 text-ink-2">
          No command and no creds have this in their name.
        </p>
      ) : null}
    </div>
  );
}

/** Every word has to be in the name. Names that begin with the text come first. */
function choicesFor(
  text: string,
  commands: PageCommands,
  shownButtons: readonly Command[],
): readonly Choice[] {
  const wanted = text.trim().toLowerCase();
  const words = wanted.split(/\s+/u);
  const fits = (name: string) => words.every((word) => name.toLowerCase().includes(word));
  const { order, entries, recordings, trust } = vaultStore.getState();
  const creds: Choice[] = [];
  for (const id of [...order, ...recordings.keys()]) {
    if (creds.length >= MAX_SHOWN) break;
    const entry = entries.get(id);
    const name = entry?.label ?? recordings.get(id)?.name ?? id;
    if (!fits(name)) continue;
    const run = () => {
      select(id);
      showArea("workbench");
      showScreen("view");
    };
    creds.push({ id: `creds ${id}`, name, face: entry?.subject ?? id, run });
  }
  const known = commandsNow(commands);
  for (const { id, jwt, source } of trust) {
    if (creds.length >= 2 * MAX_SHOWN) break;
    const name = `${jwt.name ?? source.name}, ${jwt.kind}`;
    if (fits(name)) creds.push({ id: `trust ${id}`, name, run: () => showTrust(id) });
  }
  // What the page shows is listed for a word only, since there is much of it.
  const taken = new Set(known.map(({ name }) => name));
  const shown = wanted === "" ? [] : shownButtons.filter(({ name }) => !taken.has(name));
  const found = [...known, ...shown]
    .filter(({ name }) => fits(name))
    .map((command): Choice => ({ ...command, id: `command ${command.name}` }));
  const all = wanted === "" ? [...found, ...creds] : [...creds, ...found];
  const first = (choice: Choice) => (choice.name.toLowerCase().startsWith(wanted) ? 0 : 1);
  return all
    .map((choice) => ({ ...choice, id: choice.id.replace(/\W+/gu, "-") }))
    .sort((a, b) => (wanted === "" ? 0 : first(a) - first(b)))
    .slice(0, MAX_SHOWN + 20);
}
