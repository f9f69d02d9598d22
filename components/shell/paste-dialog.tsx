// Creds as text. What is pasted goes straight into bytes and is not shown; what is typed stands in the
// field until Add, then the field is cleared. The bytes move to the vault.

import { useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { TextArea } from "@/components/ui/field";
import { Modal } from "@/components/ui/modal";
import { openText } from "@/lib/page/actions/file-actions";

export interface PasteDialogProps {
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

export function PasteDialog({ isOpen, onClose }: PasteDialogProps) {
  const field = useRef<HTMLTextAreaElement>(null);
  const held = useRef<Uint8Array[]>([]);
  const [heldBytes, setHeldBytes] = useState(0);
  const [isEmpty, setIsEmpty] = useState(true);

  const wipe = () => {
    for (const part of held.current) part.fill(0);
    held.current = [];
    if (field.current) field.current.value = "";
    setHeldBytes(0);
    setIsEmpty(true);
  };

  const close = () => {
    wipe();
    onClose();
  };

  const add = () => {
    const typed = new TextEncoder().encode(field.current?.value ?? "");
    const bytes = concat([...held.current, typed]);
    typed.fill(0);
    close();
    if (bytes.length > 0) void openText(bytes);
  };

  return (
    <Modal title="Paste creds" isOpen={isOpen} onClose={close}>
      <p className="mb-3 text-ink-2">
        Dropping the file is safer: your clipboard keeps what was copied, whatever this page does.
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
          rows={7}
          autoFocus
          placeholder={
            heldBytes > 0
              ? `${heldBytes} bytes received and not shown. Press Add.`
              : "-----BEGIN NATS USER JWT-----"
          }
          onChange={(event) => setIsEmpty(event.currentTarget.value === "")}
          onPaste={(event) => {
            event.preventDefault();
            const bytes = new TextEncoder().encode(event.clipboardData.getData("text/plain"));
            held.current.push(bytes);
            setHeldBytes((count) => count + bytes.length);
          }}
        />
        <p aria-live="polite" className="min-h-5 text-small text-ink-2">
          {heldBytes > 0 ? `${heldBytes} bytes received. They are not shown here.` : ""}
        </p>
        <div className="flex justify-end gap-2">
          <Button onClick={close}>Cancel</Button>
          <Button tone="primary" type="submit" disabled={isEmpty && heldBytes === 0}>
            Add
          </Button>
        </div>
      </form>
    </Modal>
  );
}

function concat(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
