// The server field and the Connect button. A connection begins only with a click here, and it uses the
// address in the field.

import { lazy, type MouseEvent, type ReactNode, Suspense, useId, useState } from "react";
import { useStore } from "zustand";
import { type KnownAddresses, keepDraft } from "@/components/shared/default-address";
import { lowerFirst } from "@/components/shared/lower-first";
import { useVault } from "@/components/shared/use-vault";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { connect, disconnect } from "@/lib/page/actions/connection-actions";
import {
  canProbeHosts,
  configStore,
  isAddressAllowed,
  listedServer,
} from "@/lib/page/config/config";
import type { PageConfig } from "@/lib/page/config/config-facts";
import { actionText } from "@/lib/page/diagnosis/texts/action-text";
import { causeText } from "@/lib/page/diagnosis/texts/cause-text";
import type { Fault, Result } from "@/lib/shared/base/result";
import type { ActionFault } from "@/lib/shared/facts/action-fault";
import type { CredsFacts, EntryId } from "@/lib/shared/facts/creds";
import { maskQuery, parseAddress, type ServerAddress } from "@/lib/shared/grammar/address";
import { suggestAddresses } from "./address-suggestions";
import { RecentServers } from "./recent-servers";
import { BridgeNote, InsideNote, ServerNote } from "./server-note";
import { SuggestedAddresses } from "./suggested-addresses";
import { useAddress } from "./use-address";
import { useBridge } from "./use-bridge";

/** Fetched only if the instance lists servers; the plain field is shown until it has loaded. */
const ServerCombobox = lazy(async () => ({
  default: (await import("./server-combobox")).ServerCombobox,
}));

const NOT_LISTED = "This instance is locked to its listed servers. Choose one of them.";

export interface ServerFormProps {
  readonly id: EntryId;
  /** Null while they are being fetched; Connect is disabled until then. */
  readonly facts: CredsFacts | null;
  /** In the same line, before the field and after the button. */
  readonly before?: ReactNode;
  readonly after?: ReactNode;
}

export function ServerForm({ id, facts, before, after }: ServerFormProps) {
  const phase = useVault((state) => state.sessions.get(id)?.phase ?? "idle");
  const { text, dialled, known } = useAddress(id, facts);
  const config = useStore(configStore);
  const bridge = useBridge(id, facts);
  const [isValidated, setValidated] = useState(false);
  const [fault, setFault] = useState<Fault<ActionFault> | null>(null);
  const [hintId, errorId] = [useId(), useId()];

  const listed = listedServer(config, text);
  const address = parseAddress(dialled, location.protocol === "https:");
  const isUnlisted = !isAddressAllowed(config, text);
  const isBusy = phase === "connecting" || phase === "open";
  const unusable = facts?.unusable ?? null;
  const suggestions = suggestAddresses(dialled, {
    isPageHttps: location.protocol === "https:",
    bridged: config.servers.filter((server) => server.bridge !== null),
    isAllowed: (one) => isAddressAllowed(config, one),
  });
  // A host may be half typed; an address that no browser can dial is complete enough. Its error comes at once,
  // too: one that came when the field is left would move the suggestion away from under the pointer.
  const isSuggesting = !isBusy && listed === null && (isValidated || !address.ok);
  const error =
    isBusy || !(isValidated || (isSuggesting && suggestions.length > 0))
      ? null
      : isUnlisted
        ? NOT_LISTED
        : address.ok
          ? null
          : addressFaultText(address);

  const changeAddress = (next: string) => {
    keepDraft(id, next);
    setFault(null);
  };

  // Enter in the field also clicks the button. Waiting for the submit event would cost half a millisecond.
  const onConnect = async (event: MouseEvent<HTMLButtonElement>) => {
    event.preventDefault();
    if (isBusy || facts === null || unusable !== null) return;
    if (!address.ok || isUnlisted) return setValidated(true);
    const reply = await connect(dialled);
    if (!reply.ok) return setFault(reply.fault);
    // The vault keeps the query. From here on the page knows its names only.
    const shown = maskQuery(address.value.url);
    if (listed === null && shown !== address.value.url) keepDraft(id, shown);
  };

  const onPick = (next: string) => {
    changeAddress(next);
    const input = document.querySelector('[aria-label="Server"]');
    if (input instanceof HTMLElement) input.focus();
  };

  const hint =
    unusable !== null
      ? `These creds cannot connect: ${lowerFirst(causeText(proven(unusable)).title)}.`
      : listed !== null || error !== null || isBusy
        ? ""
        : isUnlisted
          ? "This instance can connect to its listed servers only."
          : addressHint(address);

  const field = (
    <Field
      mono
      size="bar"
      className="max-w-105 min-w-40 flex-[1_1_220px]"
      aria-label="Server"
      data-hotkey="a"
      inputMode="url"
      placeholder="wss://nats.example.com"
      value={text}
      readOnly={isBusy}
      error={error}
      aria-describedby={hintId}
      onChange={(event) => changeAddress(event.currentTarget.value)}
      onBlur={() => setValidated(text !== "")}
    />
  );

  return (
    <form onSubmit={(event) => event.preventDefault()} noValidate>
      <div className="flex flex-wrap items-center gap-2 md:flex-nowrap">
        {before}
        {config.servers.length > 0 ? (
          <Suspense fallback={field}>
            <ServerCombobox
              text={text}
              servers={config.servers}
              others={otherAddresses(config, known)}
              isReadOnly={isBusy}
              error={error}
              errorId={errorId}
              hintId={hintId}
              onChange={changeAddress}
              onBlur={() => setValidated(text !== "")}
            />
          </Suspense>
        ) : (
          field
        )}
        {isBusy ? null : (
          <RecentServers servers={known.recent} sandbox={known.sandbox} onPick={onPick} />
        )}
        {isBusy ? (
          <Button
            size="bar"
            className="min-w-24 justify-center"
            data-disconnect=""
            onClick={() => void disconnect()}
          >
            Disconnect
          </Button>
        ) : (
          <Button
            type="submit"
            tone="primary"
            data-connect=""
            size="bar"
            className="min-w-24 justify-center"
            disabled={facts === null || unusable !== null}
            aria-describedby={hintId}
            onClick={onConnect}
          >
            Connect
          </Button>
        )}
        {hint === "" ? null : (
          <p id={hintId} className="min-w-0 truncate text-small text-ink-2 max-md:basis-full">
            {hint}
          </p>
        )}
        {after}
      </div>
      {unusable === null && listed !== null ? (
        <div id={hintId}>
          <ServerNote server={listed} />
        </div>
      ) : null}
      {isSuggesting ? (
        <SuggestedAddresses
          text={dialled}
          suggestions={suggestions}
          mayAsk={canProbeHosts(config)}
          onPick={onPick}
        />
      ) : null}
      {bridge === null ? null : <BridgeNote target={bridge} />}
      {isBusy || listed !== null || bridge !== null || !address.ok ? null : (
        <InsideNote address={address.value} isPortTyped={/:\d+(?:[/?#]|$)/u.test(text)} />
      )}
      {fault ? (
        <p role="alert" className="mt-1 text-small text-bad">
          {actionText(fault).title}. {actionText(fault).next}
        </p>
      ) : null}
    </form>
  );
}

/** Known addresses besides the listed servers. */
function otherAddresses(
  config: PageConfig,
  { recent, sandbox }: KnownAddresses,
): readonly string[] {
  const all = [...recent.map(({ address }) => address), ...(sandbox === null ? [] : [sandbox])];
  return [...new Set(all)].filter((address) => listedServer(config, address) === null);
}

/** What a click on Connect dials; if no scheme was typed, which one is used and why. */
function addressHint(address: Result<ServerAddress>): string {
  if (!address.ok) return "";
  const { scheme, host, port, isLoopback, isSchemePicked } = address.value;
  if (!isSchemePicked) {
    return `${host}, port ${port}, ${scheme === "wss" ? "over TLS" : "without TLS"}`;
  }
  if (scheme === "wss" && port === 443) return "Uses wss://, because port 443 means TLS.";
  if (isLoopback) return "Uses ws://, because the server is on this machine.";
  return scheme === "wss"
    ? "Uses wss://, because this page was loaded over https."
    : "Uses ws://, because this page was loaded over http.";
}

function addressFaultText(address: ReturnType<typeof parseAddress>): string | null {
  if (address.ok) return null;
  const { meaning, next } = causeText(proven(address.fault));
  return `${meaning} ${next}`;
}

function proven<C extends string>({ code, params }: Fault<C>) {
  return { code, certainty: "proven" as const, evidence: params ?? {} };
}
