// Where to connect, and the click that does it. Nothing connects in any other way, and the address
// that is used is the one in the field.

import { History } from "lucide-react";
import { type SubmitEvent, useId, useState } from "react";
import { useStore } from "zustand";
import { defaultAddress, draftStore, keepDraft } from "@/components/connect/default-address";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Menu } from "@/components/ui/menu";
import type { Fault, Result } from "@/lib/base/result";
import type { CredsFacts, EntryId } from "@/lib/creds/facts";
import { actionText } from "@/lib/diagnosis/action-text";
import { causeText } from "@/lib/diagnosis/text";
import { parseAddress, type ServerAddress } from "@/lib/nats/address";
import { connect, disconnect } from "@/lib/state/console-actions";
import { preferencesStore } from "@/lib/state/preferences";
import { sandboxStore } from "@/lib/state/sandbox";
import { vaultStore } from "@/lib/state/vault-store";
import type { ActionFault } from "@/lib/vault/protocol";

export interface ServerFormProps {
  readonly id: EntryId;
  /** Null while they are being fetched: then Connect waits. */
  readonly facts: CredsFacts | null;
}

export function ServerForm({ id, facts }: ServerFormProps) {
  const phase = useStore(vaultStore, (state) => state.sessions.get(id)?.phase ?? "idle");
  const addresses = useAddresses(id);
  const draft = useStore(draftStore, (drafts) => drafts.get(id));
  const text = draft ?? defaultAddress(facts, addresses);
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
      <div className="grid grid-cols-[minmax(0,1fr)_auto_auto] items-start gap-2">
        <Field
          mono
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
        <AddressMenu addresses={addresses} isLocked={isBusy} onPick={change} />
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
          : schemeHint(address)}
      </p>
      {fault ? (
        <p role="alert" className="mt-1 text-small text-bad">
          {actionText(fault).title}. {actionText(fault).next}
        </p>
      ) : null}
    </form>
  );
}

function useAddresses(id: EntryId) {
  const recent = useStore(preferencesStore, (state) => state.recentAddresses);
  const sandbox = useStore(sandboxStore, (state) =>
    state.kind === "running" ? state.sandbox.server : null,
  );
  const last = useStore(vaultStore, (state) => state.sessions.get(id)?.attempt?.address ?? null);
  return { recent, sandbox, last };
}

interface AddressMenuProps {
  readonly addresses: { readonly recent: readonly string[]; readonly sandbox: string | null };
  readonly isLocked: boolean;
  readonly onPick: (address: string) => void;
}

function AddressMenu({ addresses: { recent, sandbox }, isLocked, onPick }: AddressMenuProps) {
  const known = [...new Set([...recent, ...(sandbox === null ? [] : [sandbox])])];
  if (known.length === 0 || isLocked) return null;
  return (
    <Menu
      trigger={<History aria-hidden className="size-4" />}
      label="Recent addresses"
      size="icon"
      align="end"
      items={known.map((address) => ({
        key: address,
        label: address,
        ...(address === sandbox ? { hint: "The sandbox on this machine" } : {}),
        onSelect: () => onPick(address),
      }))}
    />
  );
}

/** Says which scheme is used when none was typed, and why that one. */
function schemeHint(address: Result<ServerAddress>): string {
  if (!address.ok || !address.value.isSchemePicked) return "";
  const { scheme, isLoopback, port } = address.value;
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
