// Where to connect, and the click that does it. Nothing connects in any other way, and the address
// that is used is the one in the field.

import { History } from "lucide-react";
import { type SubmitEvent, useId, useState } from "react";
import { type KnownAddresses, keepDraft } from "@/components/connect/default-address";
import { useAddress } from "@/components/connect/use-address";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Menu } from "@/components/ui/menu";
import { useVaultSoon } from "@/components/use-vault-soon";
import type { Fault, Result } from "@/lib/base/result";
import { actionText } from "@/lib/diagnosis/action-text";
import { causeText } from "@/lib/diagnosis/text";
import type { ActionFault } from "@/lib/facts/action-fault";
import type { CredsFacts, EntryId } from "@/lib/facts/creds";
import { parseAddress, type ServerAddress } from "@/lib/grammar/address";
import { connect, disconnect } from "@/lib/state/console-actions";

export interface ServerFormProps {
  readonly id: EntryId;
  /** Null while they are being fetched: then Connect waits. */
  readonly facts: CredsFacts | null;
}

export function ServerForm({ id, facts }: ServerFormProps) {
  const phase = useVaultSoon((state) => state.sessions.get(id)?.phase ?? "idle");
  const { text, known } = useAddress(id, facts);
  const [wasAsked, setWasAsked] = useState(false);
  const [fault, setFault] = useState<Fault<ActionFault> | null>(null);
  const hintId = useId();

  const address = parseAddress(text, location.protocol === "https:");
  const isBusy = phase === "connecting" || phase === "open";
  const unusable = facts?.unusable ?? null;
  const isFieldWrong = !address.ok && wasAsked && !isBusy;

  const change = (next: string) => {
    keepDraft(id, next);
    setFault(null);
  };

  const submit = async (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (isBusy || facts === null || unusable !== null) return;
    setWasAsked(true);
    if (!address.ok) return;
    const reply = await connect(text.trim());
    if (!reply.ok) setFault(reply.fault);
  };

  return (
    <form onSubmit={submit} noValidate>
      <div className="flex items-start gap-2">
        <Field
          mono
          className="flex-1"
          aria-label="Server"
          data-hotkey="a"
          inputMode="url"
          placeholder="wss://nats.example.com"
          value={text}
          readOnly={isBusy}
          error={isFieldWrong ? addressFaultText(address) : null}
          aria-describedby={hintId}
          onChange={(event) => change(event.currentTarget.value)}
          onBlur={() => setWasAsked(text !== "")}
        />
        <AddressMenu known={known} isLocked={isBusy} onPick={change} />
        {isBusy ? (
          <Button className="min-w-26 justify-center" onClick={() => void disconnect()}>
            Disconnect
          </Button>
        ) : (
          <Button
            type="submit"
            tone="primary"
            className="min-w-26 justify-center"
            disabled={facts === null || unusable !== null}
            aria-describedby={hintId}
          >
            Connect
          </Button>
        )}
      </div>
      <p id={hintId} className="mt-1 min-h-4.5 text-hint text-ink-2">
        {unusable !== null
          ? `Connect is off: ${lowerFirst(causeText(proven(unusable)).title)}.`
          : addressHint(address)}
      </p>
      {fault ? (
        <p role="alert" className="mt-1 text-small text-bad">
          {actionText(fault).title}. {actionText(fault).next}
        </p>
      ) : null}
    </form>
  );
}

interface AddressMenuProps {
  readonly known: KnownAddresses;
  readonly isLocked: boolean;
  readonly onPick: (address: string) => void;
}

function AddressMenu({ known: { recent, sandbox }, isLocked, onPick }: AddressMenuProps) {
  const offered = [...new Set([...recent, ...(sandbox === null ? [] : [sandbox])])];
  if (offered.length === 0 || isLocked) return null;
  return (
    <Menu
      trigger={<History aria-hidden className="size-4" />}
      label="Recent addresses"
      size="icon"
      align="end"
      items={offered.map((address) => ({
        key: address,
        label: address,
        ...(address === sandbox ? { hint: "The sandbox on this machine" } : {}),
        onSelect: () => onPick(address),
      }))}
    />
  );
}

/** Says where a click leads, and which scheme was picked when none was typed, and why that one. */
function addressHint(address: Result<ServerAddress>): string {
  if (!address.ok) return "";
  const { scheme, host, port, isLoopback, isSchemePicked } = address.value;
  if (!isSchemePicked) {
    return `${host}, port ${port}, ${scheme === "wss" ? "over TLS" : "without TLS"}`;
  }
  if (scheme === "wss" && port === 443) return "wss:// is used: port 443 means TLS.";
  if (isLoopback) return "ws:// is used, since the server is on this machine.";
  return scheme === "wss"
    ? "wss:// is used, since this page came over https."
    : "ws:// is used, since this page came over http.";
}

function addressFaultText(address: ReturnType<typeof parseAddress>): string | null {
  if (address.ok) return null;
  const { meaning, next } = causeText(proven(address.fault));
  return `${meaning} ${next}`;
}

function proven<C extends string>({ code, params }: Fault<C>) {
  return { code, certainty: "proven" as const, evidence: params ?? {} };
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
