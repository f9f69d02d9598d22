// The server field of an instance that lists its servers: chosen by name, or typed, unless the
// instance is locked to its list.

import { Autocomplete } from "@base-ui/react/autocomplete";
import { ChevronDown } from "lucide-react";
import { useState } from "react";
import { EnvironmentBadge, ServerDot } from "@/components/connect/server-marks";
import { buttonClass } from "@/components/ui/button";
import { fieldClass } from "@/components/ui/field";
import { cx } from "@/lib/page/base/cx";
import type { ListedServer } from "@/lib/page/config/config-facts";

/** One line of the list: a listed server, or an address that was used before. */
interface Offer {
  readonly text: string;
  readonly server: ListedServer | null;
}

export interface ServerComboboxProps {
  readonly text: string;
  readonly servers: readonly ListedServer[];
  /** Addresses besides the listed ones. */
  readonly others: readonly string[];
  readonly isReadOnly: boolean;
  readonly error: string | null;
  readonly errorId: string;
  readonly hintId: string;
  readonly onChange: (text: string) => void;
  readonly onLeave: () => void;
}

export function ServerCombobox({
  text,
  servers,
  others,
  isReadOnly,
  error,
  errorId,
  hintId,
  onChange,
  onLeave,
}: ServerComboboxProps) {
  const offers: readonly Offer[] = [
    ...servers.map((server) => ({ text: server.name, server })),
    ...others.map((address) => ({ text: address, server: null })),
  ];
  // While the list is open the rest of the page is hidden from screen readers, so typing opens it only
  // where it has something to offer.
  const [isOpen, setIsOpen] = useState(false);
  const type = (typed: string) => {
    onChange(typed);
    setIsOpen(!isWhole(typed, offers) && offers.some((offer) => isOffered(offer, typed, offers)));
  };
  return (
    <Autocomplete.Root
      items={offers}
      value={text}
      onValueChange={type}
      open={isOpen}
      onOpenChange={(next, { reason }) => {
        if (reason !== "input-change") setIsOpen(next);
      }}
      itemToStringValue={(offer: Offer) => offer.text}
      filter={(offer: Offer, query) => isOffered(offer, query, offers)}
      openOnInputClick
      readOnly={isReadOnly}
    >
      <div className="min-w-0 flex-1">
        <div className="relative">
          <Autocomplete.Input
            aria-label="Server"
            aria-invalid={error === null ? undefined : true}
            aria-describedby={cx(hintId, error !== null && errorId)}
            data-hotkey="a"
            placeholder="Choose a server"
            spellCheck={false}
            autoCapitalize="off"
            onBlur={onLeave}
            className={cx(fieldClass({ size: "md" }), "pr-9")}
          />
          <Autocomplete.Trigger
            aria-label="Servers"
            disabled={isReadOnly}
            className={cx(buttonClass("quiet", "icon"), "absolute inset-y-0 right-0 my-px mr-px")}
          >
            <ChevronDown aria-hidden className="size-4" />
          </Autocomplete.Trigger>
        </div>
        {error === null ? null : (
          <p id={errorId} role="alert" className="mt-1 text-small text-bad">
            {error}
          </p>
        )}
      </div>
      <Autocomplete.Portal>
        <Autocomplete.Positioner sideOffset={6} align="start" className="z-40 outline-none">
          <Autocomplete.Popup className="max-h-[min(26rem,var(--available-height))] w-(--anchor-width) min-w-64 overflow-y-auto rounded-xl border border-line bg-panel p-1 shadow-card outline-none">
            <Autocomplete.List>
              {(offer: Offer) => (
                <Autocomplete.Item
                  key={offer.text}
                  value={offer}
                  className="cursor-pointer rounded-lg px-2.5 py-1.5 outline-none data-highlighted:bg-accent-soft"
                >
                  <OfferFace offer={offer} />
                </Autocomplete.Item>
              )}
            </Autocomplete.List>
          </Autocomplete.Popup>
        </Autocomplete.Positioner>
      </Autocomplete.Portal>
    </Autocomplete.Root>
  );
}

function OfferFace({ offer: { text, server } }: { offer: Offer }) {
  if (server === null) return <span className="mono wrap-anywhere">{text}</span>;
  return (
    <>
      <span className="flex items-center gap-2">
        <ServerDot colour={server.colour} />
        <span className="min-w-0 flex-1 font-medium wrap-anywhere">{text}</span>
        <EnvironmentBadge environment={server.environment} />
      </span>
      {server.note === "" ? null : (
        <span className={cx("block text-small wrap-anywhere text-ink-2", server.colour && "pl-4")}>
          {server.note}
        </span>
      )}
    </>
  );
}

/** All of them while a whole one stands in the field, so that opening the list shows the choice. */
function isOffered({ text, server }: Offer, query: string, offers: readonly Offer[]): boolean {
  if (isWhole(query, offers)) return true;
  const wanted = query.trim().toLowerCase();
  return [text, server?.address ?? ""].some((part) => part.toLowerCase().includes(wanted));
}

/** Nothing, or all of an offer's name or address. */
function isWhole(typed: string, offers: readonly Offer[]): boolean {
  const wanted = typed.trim().toLowerCase();
  const facesOf = ({ text, server }: Offer) => [text, ...(server === null ? [] : [server.address])];
  return wanted === "" || offers.flatMap(facesOf).some((face) => face.toLowerCase() === wanted);
}
