// The server field of an instance that lists its servers. A server is chosen by name, or its address is
// typed unless the instance is locked to its list.

import { Autocomplete } from "@base-ui/react/autocomplete";
import { ChevronDown } from "lucide-react";
import { useState } from "react";
import { buttonClass } from "@/components/ui/button";
import { fieldClass } from "@/components/ui/field";
import { VisibleText } from "@/components/ui/visible-text";
import { cx } from "@/lib/page/base/cx";
import type { ListedServer } from "@/lib/page/config/config-facts";
import { EnvironmentBadge, ServerDot } from "./server-marks";

/** One option of the list: a listed server, or an address that was used before. */
interface AddressOption {
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
  readonly onBlur: () => void;
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
  onBlur,
}: ServerComboboxProps) {
  const options: readonly AddressOption[] = [
    ...servers.map((server) => ({ text: server.name, server })),
    ...others.map((address) => ({ text: address, server: null })),
  ];
  // An open list hides the rest of the page from screen readers, so typing opens it only if an option
  // matches.
  const [isOpen, setIsOpen] = useState(false);
  const onType = (typed: string) => {
    onChange(typed);
    setIsOpen(
      !isComplete(typed, options) && options.some((option) => isShown(option, typed, options)),
    );
  };
  return (
    <Autocomplete.Root
      items={options}
      value={text}
      onValueChange={onType}
      open={isOpen}
      onOpenChange={(next, { reason }) => {
        if (reason !== "input-change") setIsOpen(next);
      }}
      itemToStringValue={(option: AddressOption) => option.text}
      filter={(option: AddressOption, query) => isShown(option, query, options)}
      openOnInputClick
      readOnly={isReadOnly}
    >
      <div className="max-w-105 min-w-40 flex-[1_1_220px]">
        <div className="relative">
          <Autocomplete.Input
            aria-label="Server"
            aria-invalid={error === null ? undefined : true}
            aria-describedby={cx(hintId, error !== null && errorId)}
            data-hotkey="a"
            placeholder="Choose a server"
            spellCheck={false}
            autoCapitalize="off"
            onBlur={onBlur}
            className={cx(fieldClass({ size: "bar" }), "pr-9")}
          />
          <Autocomplete.Trigger
            aria-label="Servers"
            disabled={isReadOnly}
            className={cx(buttonClass("quiet", "icon"), "absolute inset-y-0 right-0")}
          >
            <ChevronDown aria-hidden className="size-4" />
          </Autocomplete.Trigger>
        </div>
        {error === null ? null : (
          <p id={errorId} role="alert" className="mt-1 text-small text-bad">
            <VisibleText>{error}</VisibleText>
          </p>
        )}
      </div>
      <Autocomplete.Portal>
        <Autocomplete.Positioner sideOffset={6} align="start" className="z-40 outline-none">
          <Autocomplete.Popup className="max-h-[min(26rem,var(--available-height))] w-(--anchor-width) min-w-64 overflow-y-auto rounded-xl border border-line bg-panel p-1 shadow-card outline-none">
            <Autocomplete.List>
              {(option: AddressOption) => (
                <Autocomplete.Item
                  key={option.text}
                  value={option}
                  className="cursor-pointer rounded-lg px-2.5 py-1.5 outline-none data-highlighted:bg-accent-soft"
                >
                  <OptionView option={option} />
                </Autocomplete.Item>
              )}
            </Autocomplete.List>
          </Autocomplete.Popup>
        </Autocomplete.Positioner>
      </Autocomplete.Portal>
    </Autocomplete.Root>
  );
}

function OptionView({ option: { text, server } }: { option: AddressOption }) {
  if (server === null)
    return (
      <span className="mono wrap-anywhere">
        <VisibleText>{text}</VisibleText>
      </span>
    );
  return (
    <>
      <span className="flex items-center gap-2">
        <ServerDot colour={server.colour} />
        <span className="min-w-0 flex-1 font-medium wrap-anywhere">
          <VisibleText>{text}</VisibleText>
        </span>
        <EnvironmentBadge environment={server.environment} />
      </span>
      {server.note === "" ? null : (
        <span className={cx("block text-small wrap-anywhere text-ink-2", server.colour && "pl-4")}>
          <VisibleText>{server.note}</VisibleText>
        </span>
      )}
    </>
  );
}

/** While the field holds a complete option, all are shown, so that opening the list shows the choice. */
function isShown(
  { text, server }: AddressOption,
  query: string,
  options: readonly AddressOption[],
): boolean {
  if (isComplete(query, options)) return true;
  const wanted = query.trim().toLowerCase();
  return [text, server?.address ?? ""].some((part) => part.toLowerCase().includes(wanted));
}

/** Whether the text is empty or equals the name or address of an option. */
function isComplete(typed: string, options: readonly AddressOption[]): boolean {
  const wanted = typed.trim().toLowerCase();
  const textsOf = ({ text, server }: AddressOption) => [
    text,
    ...(server === null ? [] : [server.address]),
  ];
  return wanted === "" || options.flatMap(textsOf).some((one) => one.toLowerCase() === wanted);
}
