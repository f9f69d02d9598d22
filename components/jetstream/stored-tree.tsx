// The tree of streams, buckets and object stores, with a search. A name that no list shows can be opened, too.

import { Boxes, Braces, Database } from "lucide-react";
import { type KeyboardEvent, useRef, useState } from "react";
import { useStore } from "zustand";
import { useBlocker } from "@/components/shared/use-blocker";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { VisibleText } from "@/components/ui/visible-text";
import { chooseStream } from "@/lib/page/actions/stored/jetstream-actions";
import { cx } from "@/lib/page/base/cx";
import { formatCount } from "@/lib/page/format/count";
import { jetStreamStore } from "@/lib/page/state/jetstream-store";
import type { EntryId } from "@/lib/shared/facts/creds";
import { shownName, storedItems, type TreeItem } from "./parts/stored-items";
import { FOCUS_HOME } from "./parts/use-focus-home";

const KINDS = [
  { kind: "stream", title: "Streams", Icon: Database },
  { kind: "kv", title: "Key-value buckets", Icon: Braces },
  { kind: "object-store", title: "Object stores", Icon: Boxes },
] as const;
/** More are reached by the search. */
const MAX_SHOWN = 500;

export function StoredTree({
  id,
  className,
}: {
  readonly id: EntryId;
  readonly className: string;
}) {
  const { report, streams, chosen } = useStore(jetStreamStore.store, () => jetStreamStore.of(id));
  const [search, setSearch] = useState("");
  /** Takes the focus when the stream is left. */
  const last = useRef(chosen);
  if (chosen !== null) last.current = chosen;
  const items = storedItems(report, streams, search);
  const isNew = search.trim() !== "" && !items.some(({ name }) => name === search.trim());
  return (
    <div className={cx("grid min-h-0 grid-rows-[auto_minmax(0,1fr)] bg-sunken", className)}>
      <div className="px-2 pt-2">
        <Field
          size="sm"
          aria-label="Find a stream or bucket"
          placeholder="Find a stream or bucket"
          data-hotkey="/"
          value={search}
          onChange={(event) => setSearch(event.currentTarget.value)}
        />
      </div>
      <div className="overflow-y-auto px-1.5 pb-2">
        {items.length === 0 ? null : (
          <div role="tree" aria-label="JetStream" onKeyDown={moveFocus}>
            {KINDS.map(({ kind, title, Icon }) => {
              const group = items.filter((item) => item.kind === kind);
              return group.length === 0 ? null : (
                // biome-ignore lint/a11y/useSemanticElements: a group inside a tree.
                <div key={kind} role="group" aria-label={title}>
                  <p aria-hidden className="px-1 pt-2.5 pb-0.5 text-hint text-ink-3">
                    {title}
                  </p>
                  {group.slice(0, MAX_SHOWN).map((item) => (
                    <Item
                      key={item.name}
                      item={item}
                      Icon={Icon}
                      id={id}
                      isChosen={item.name === chosen}
                      isHome={item.name === last.current}
                    />
                  ))}
                  {group.length > MAX_SHOWN ? (
                    <p className="px-1 text-hint text-ink-3">
                      {formatCount(group.length - MAX_SHOWN)} more. Type a name to find them.
                    </p>
                  ) : null}
                </div>
              );
            })}
          </div>
        )}
        {isNew ? <OpenByName id={id} name={search.trim()} /> : null}
      </div>
    </div>
  );
}

interface ItemProps {
  readonly id: EntryId;
  readonly item: TreeItem;
  readonly Icon: typeof Database;
  readonly isChosen: boolean;
  readonly isHome: boolean;
}

function Item({ id, item: { name, kind, messages }, Icon, isChosen, isHome }: ItemProps) {
  return (
    <button
      {...(isHome ? FOCUS_HOME : {})}
      type="button"
      role="treeitem"
      aria-selected={isChosen}
      data-stored={kind}
      data-name={shownName(name)}
      onClick={() => void chooseStream(id, name)}
      className="grid h-6.5 w-full grid-cols-[14px_minmax(0,1fr)_auto] items-center gap-1.5 rounded-md px-2 text-left hover:bg-panel focus-visible:-outline-offset-2 aria-selected:bg-accent-soft aria-selected:text-accent"
    >
      <Icon aria-hidden className="size-3.5 text-ink-3" />
      <code className="truncate">
        <VisibleText>{shownName(name)}</VisibleText>
      </code>
      <span className="text-hint text-ink-3 tabular-nums">
        {messages === null ? "" : formatCount(messages)}
      </span>
    </button>
  );
}

function OpenByName({ id, name }: { readonly id: EntryId; readonly name: string }) {
  const blocker = useBlocker("read JetStream");
  const isName = /^[^\s.*>/\\]+$/u.test(name);
  return (
    <div className="px-1 pt-2">
      <Button
        size="sm"
        disabled={!isName || blocker !== null}
        title={blocker ?? undefined}
        onClick={() => void chooseStream(id, name)}
      >
        Open this stream
      </Button>
      <p className="mt-1 text-hint text-ink-3">
        {isName
          ? "A stream that the list does not show opens by its exact name. A bucket is KV_ and its name."
          : "A stream name has no blanks, dots, wildcards or slashes."}
      </p>
    </div>
  );
}

/** Arrow keys move between the items. */
function moveFocus(event: KeyboardEvent<HTMLElement>) {
  const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
  if (step === 0) return;
  const items = [...event.currentTarget.querySelectorAll<HTMLElement>("[role=treeitem]")];
  const at = items.findIndex((item) => item.matches(":focus"));
  items[at + step]?.focus();
  event.preventDefault();
}
