// The dialog for creds as text. Pasted text becomes bytes at once and is not shown. Typed text stays in
// the field until Add, which clears it. The bytes move to the vault.

import { useRef, useState } from "react";
import { openText } from "@/components/shell/open/open-files";
import { Button } from "@/components/ui/button";
import { TextArea } from "@/components/ui/field";
import { Modal } from "@/components/ui/modal";

export interface PasteDialogProps {
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

export function PasteDialog({ isOpen, onClose }: PasteDialogProps) {
  const field = useRef<HTMLTextAreaElement>(null);
  const pasted = useRef<Uint8Array[]>([]);
  const [pastedBytes, setPastedBytes] = useState(0);
  const [isEmpty, setIsEmpty] = useState(true);

  const wipe = () => {
    for (const part of pasted.current) part.fill(0);
    pasted.current = [];
    if (field.current) field.current.value = "";
    setPastedBytes(0);
    setIsEmpty(true);
  };

  const close = () => {
    wipe();
    onClose();
  };

  const add = () => {
    const typed = new TextEncoder().encode(field.current?.value ?? "");
    const bytes = concat([...pasted.current, typed]);
    typed.fill(0);
    close();
    if (bytes.length > 0) void openText(bytes);
  };

  return (
    <Modal title="Paste creds" isOpen={isOpen} onClose={close}>
      <p className="mb-3 text-ink-2">
        Dropping the file is safer, because your clipboard keeps what you copied.
      </p>
      <form
        className="grid gap-3"
        onSubmit={(event) => {
          event.preventDefault();
          add();
        }}
      >
        <TextArea
          ref={field}
          aria-label="Creds text"
          data-takes-seeds
          rows={7}
          data-focus-first
          placeholder={
            pastedBytes > 0
              ? `${pastedBytes} bytes pasted and not shown. Press Add.`
              : "-----BEGIN NATS USER JWT-----"
          }
          onChange={(event) => setIsEmpty(event.currentTarget.value === "")}
          onPaste={(event) => {
            event.preventDefault();
            const bytes = new TextEncoder().encode(event.clipboardData.getData("text/plain"));
            pasted.current.push(bytes);
            setPastedBytes((count) => count + bytes.length);
          }}
        />
        <p aria-live="polite" className="min-h-5 text-small text-ink-2">
          {pastedBytes > 0 ? `${pastedBytes} bytes pasted. They are not shown here.` : ""}
        </p>
        <div className="flex justify-end gap-2">
          <Button onClick={close}>Cancel</Button>
          <Button tone="primary" type="submit" disabled={isEmpty && pastedBytes === 0}>
            Add
          </Button>
        </div>
      </form>
    </Modal>
  );
}

function concat(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    whole.set(part, offset);
    offset += part.length;
  }
  return whole;
}
