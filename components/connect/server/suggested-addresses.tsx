// Below the server field: addresses to dial instead of one that no browser can dial, each in one press. A
// further press asks the monitoring port of the same host where the WebSocket listener is.

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { VisibleText } from "@/components/ui/visible-text";
import { askListener, type ListenerAnswer } from "@/lib/page/actions/connection-actions";
import { type AddressSuggestion, monitoringOf } from "./address-suggestions";

export interface SuggestedAddressesProps {
  readonly text: string;
  readonly suggestions: readonly AddressSuggestion[];
  /** False on a locked instance. */
  readonly mayAsk: boolean;
  readonly onPick: (address: string) => void;
}

export function SuggestedAddresses({ text, suggestions, mayAsk, onPick }: SuggestedAddressesProps) {
  const monitoring = mayAsk ? monitoringOf(text) : null;
  if (suggestions.length === 0 && monitoring === null) return null;
  return (
    <fieldset
      aria-label="Addresses to try"
      className="mt-1 flex min-w-0 flex-wrap items-center gap-1.5 text-small text-ink-2"
    >
      {suggestions.length > 0 ? <span>Try</span> : null}
      {suggestions.map(({ address, note }) => (
        <AddressButton key={address} address={address} note={note} onPick={onPick} />
      ))}
      {monitoring === null ? null : (
        <ListenerQuestion
          key={`${monitoring.host}:${monitoring.port}`}
          host={monitoring.host}
          port={monitoring.port}
          onPick={onPick}
        />
      )}
    </fieldset>
  );
}

interface AddressButtonProps extends AddressSuggestion {
  readonly onPick: (address: string) => void;
}

function AddressButton({ address, note, onPick }: AddressButtonProps) {
  return (
    <button
      type="button"
      data-suggestion={address}
      title={note}
      onClick={() => onPick(address)}
      className="mono min-h-6 max-w-full rounded-[6px] border border-line bg-sunken px-2 py-0.5 text-left wrap-anywhere text-accent hover:border-line-strong"
    >
      <VisibleText>{address}</VisibleText>
    </button>
  );
}

interface ListenerQuestionProps {
  readonly host: string;
  readonly port: number;
  readonly onPick: (address: string) => void;
}

function ListenerQuestion({ host, port, onPick }: ListenerQuestionProps) {
  const [answer, setAnswer] = useState<ListenerAnswer | "asking" | null>(null);
  const place = `${host}:${port}`;
  const onAsk = async () => {
    setAnswer("asking");
    setAnswer(await askListener(host, port));
  };
  if (answer !== null && answer !== "asking" && answer.kind === "listener") {
    return <AddressButton address={answer.address} note={`told by ${place}`} onPick={onPick} />;
  }
  return (
    <>
      <Button
        size="sm"
        title="Asks the monitoring port over http, without creds, where the WebSocket listener is"
        disabled={answer === "asking"}
        onClick={onAsk}
      >
        {answer === "asking" ? "Asking" : "Ask"} <VisibleText>{place}</VisibleText>
      </Button>
      {answer === null || answer === "asking" ? null : (
        <span role="status">
          {answer.kind === "no-listener"
            ? "That server has no WebSocket listener."
            : "No answer that this page may read."}
        </span>
      )}
    </>
  );
}
