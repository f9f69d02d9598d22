// The dialog for a token, or a user and password. What is typed stays in the fields until Add, which empties them.
// The bytes move to the vault. The fields hide what they hold, but are no password fields: a browser offers to
// keep what was typed into one.

import { type RefObject, useId, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Modal } from "@/components/ui/modal";
import { addLogin } from "@/lib/page/actions/login-actions";
import type { EntryId } from "@/lib/shared/facts/creds";
import type { LoginRequest } from "@/lib/shared/protocol/requests";

export interface ExtraLoginDialogProps {
  readonly id: EntryId;
  readonly isReplacing: boolean;
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

/** Which part is being filled in; the other one is then disabled. */
type Part = LoginRequest["login"]["kind"] | null;

export function ExtraLoginDialog({ id, isReplacing, isOpen, onClose }: ExtraLoginDialogProps) {
  const token = useRef<HTMLInputElement>(null);
  const user = useRef<HTMLInputElement>(null);
  const password = useRef<HTMLInputElement>(null);
  const [part, setPart] = useState<Part>(null);
  const [hasUser, setHasUser] = useState(false);

  const onInput = () => {
    setHasUser(isFilled(user));
    setPart(isFilled(token) ? "token" : isFilled(user) || isFilled(password) ? "password" : null);
  };
  const close = () => {
    for (const { current } of [token, user, password]) if (current) current.value = "";
    setPart(null);
    setHasUser(false);
    onClose();
  };
  const canAdd = part === "token" || (part === "password" && hasUser);
  const add = () => {
    if (!canAdd) return;
    const login: LoginRequest["login"] =
      part === "token"
        ? { kind: "token", token: bytesIn(token) }
        : { kind: "password", user: bytesIn(user), password: bytesIn(password) };
    close();
    void addLogin(id, login);
  };

  return (
    <Modal
      title={isReplacing ? "Replace token or password" : "Add token or password"}
      isOpen={isOpen}
      onClose={close}
    >
      <form
        className="grid gap-3"
        onInput={onInput}
        onSubmit={(event) => {
          event.preventDefault();
          add();
        }}
      >
        <p className="text-ink-2">
          For a server that asks an auth callout. It is sent with these creds when you connect, and
          the server reads it as it is. Use wss:// so that no one else does.
        </p>
        <LabelledField label="Token" ref={token} isDisabled={part === "password"} isFirst />
        <p aria-hidden className="text-small text-ink-3">
          or
        </p>
        <div className="grid gap-3 sm:grid-cols-2">
          <LabelledField label="User" ref={user} isDisabled={part === "token"} />
          <LabelledField label="Password" ref={password} isDisabled={part === "token"} />
        </div>
        <p className="text-small text-ink-2">
          It is kept like the seed: in the vault alone, until you remove it or forget these creds.
          It is never stored and cannot be shown again.
        </p>
        <div className="flex justify-end gap-2">
          <Button onClick={close}>Cancel</Button>
          <Button tone="primary" type="submit" disabled={!canAdd}>
            Add
          </Button>
        </div>
      </form>
    </Modal>
  );
}

interface LabelledFieldProps {
  readonly label: string;
  readonly ref: RefObject<HTMLInputElement | null>;
  readonly isDisabled: boolean;
  /** It has the focus when the dialog opens. */
  readonly isFirst?: boolean;
}

function LabelledField({ label, ref, isDisabled, isFirst = false }: LabelledFieldProps) {
  const fieldId = useId();
  return (
    <div className="grid gap-1">
      <label htmlFor={fieldId} className="text-small font-medium">
        {label}
      </label>
      <Field
        id={fieldId}
        ref={ref}
        mono
        className="typed-secret"
        disabled={isDisabled}
        autoFocus={isFirst}
      />
    </div>
  );
}

const isFilled = ({ current }: RefObject<HTMLInputElement | null>): boolean =>
  current !== null && current.value !== "";

const bytesIn = ({ current }: RefObject<HTMLInputElement | null>): Uint8Array =>
  new TextEncoder().encode(current?.value ?? "");
