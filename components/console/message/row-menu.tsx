// The menu of a message row: a right click, the menu key or Shift F10 opens it. Its code is fetched when it is first
// opened.

import { useStore } from "zustand";
import { ContextMenu, type MenuItem } from "@/components/ui/context-menu";
import { hideSubjects } from "@/lib/page/actions/search-actions";
import { viewOf } from "@/lib/page/state/console-store";
import { vaultStore } from "@/lib/page/state/vault-store";
import { preferencesStore } from "@/lib/page/storage/preferences";
import type { MessageRow } from "@/lib/shared/facts/console";
import type { EntryId } from "@/lib/shared/facts/creds";
import { copyText } from "./copy/copy-text";
import { MESSAGE_COPIES } from "./copy/message-copies";
import { actOnMessage, type MessageAction } from "./message-keys";

export interface RowMenuProps {
  readonly id: EntryId;
  readonly row: MessageRow;
  readonly at: { readonly x: number; readonly y: number };
  readonly onClose: () => void;
}

export function RowMenu({ id, row, at, onClose }: RowMenuProps) {
  const hasKeys = useStore(preferencesStore, (state) => state.hasSingleKeys);
  const { subject } = row;
  const { recordings, storedLog } = vaultStore.getState();
  const isLive = !recordings.has(id) && storedLog === null;
  const act = (label: string, action: MessageAction): MenuItem => ({
    label,
    ...(hasKeys && action.length === 1 ? { hotkey: action } : {}),
    onSelect: () => actOnMessage(id, row, action),
  });
  const parent = subject.includes(".") ? `${subject.replace(/\.[^.]*$/u, "")}.>` : null;
  const items: readonly MenuItem[] = [
    act("Only this subject", "f"),
    act("Hide this subject", "h"),
    ...(parent === null
      ? []
      : [{ label: `Hide ${parent}`, onSelect: () => hideSubjects([parent]) } satisfies MenuItem]),
    { ...act("Copy payload", "c"), startsGroup: true },
    { label: "Copy subject", onSelect: () => void copyText("Subject", subject) },
    act(MESSAGE_COPIES.json.label, "json"),
    act("Copy as nats CLI", "C"),
    // Elsewhere the command of the nats CLI is this one.
    ...(storedLog === null ? [] : [act(MESSAGE_COPIES.pub.label, "pub")]),
    act(MESSAGE_COPIES.req.label, "req"),
    { ...act(viewOf(id).marked.has(row.seq) ? "Deselect" : "Select", "x"), startsGroup: true },
    act("Compare", "d"),
    ...(isLive ? [act("Edit and resend", "e")] : []),
  ];
  return <ContextMenu label="Message actions" at={at} items={items} onClose={onClose} />;
}
