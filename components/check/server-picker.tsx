// Which servers a check asks: listed ones to tick, and addresses to type, one a line. Addresses that answered before
// are offered.

import { Plus, Waypoints } from "lucide-react";
import { useEffect, useId } from "react";
import { useStore } from "zustand";
import { EnvironmentBadge, ServerDot } from "@/components/connect/server/server-marks";
import { TextArea } from "@/components/ui/field";
import { VisibleText } from "@/components/ui/visible-text";
import { configStore, isAddressAllowed, listedServer } from "@/lib/page/config/config";
import type { ListedServer } from "@/lib/page/config/config-facts";
import { sandboxStore } from "@/lib/page/config/sandbox";
import { addTyped, checkChoiceStore, toggleListed } from "@/lib/page/overview/check-choice";
import { preferencesStore } from "@/lib/page/storage/preferences";

const MOST_OFFERED = 4;

export interface ServerPickerProps {
  /** "" = none. */
  readonly error: string;
  readonly onLeave: () => void;
}

export function ServerPicker({ error, onLeave }: ServerPickerProps) {
  const { listed, typed } = useStore(checkChoiceStore);
  const config = useStore(configStore);
  const offered = useOffered();
  const [fieldId, errorId] = [useId(), useId()];
  // The address that this user used last is the likeliest one. Without listed servers there is no other choice.
  const likely = config.servers.length === 0 ? (offered[0] ?? "") : "";
  useEffect(() => {
    if (checkChoiceStore.getState().typed === null) checkChoiceStore.setState({ typed: likely });
  }, [likely]);
  const lines = (typed ?? "").split("\n").map((line) => line.trim());
  const left = offered.filter((address) => !lines.includes(address)).slice(0, MOST_OFFERED);
  return (
    <div className="grid gap-3">
      {config.servers.length === 0 ? null : (
        <fieldset className="grid gap-1">
          <legend className="mb-1.5 font-medium">Listed servers</legend>
          <div className="max-h-48 overflow-y-auto rounded-lg border border-line">
            {config.servers.map((server) => (
              <ListedChoice key={server.name} server={server} isOn={listed.has(server.name)} />
            ))}
          </div>
        </fieldset>
      )}
      <div className="grid gap-1.5">
        <label htmlFor={fieldId} className="font-medium">
          Servers
        </label>
        <TextArea
          id={fieldId}
          rows={3}
          data-focus-first={config.servers.length === 0 ? "" : undefined}
          aria-label="Servers"
          aria-invalid={error === "" ? undefined : true}
          aria-describedby={errorId}
          inputMode="url"
          placeholder={
            config.isLocked
              ? "Names of listed servers, one a line"
              : "wss://nats.example.com, one a line"
          }
          value={typed ?? ""}
          onChange={(event) => checkChoiceStore.setState({ typed: event.currentTarget.value })}
          onBlur={onLeave}
        />
        {left.length === 0 ? null : (
          <ul className="flex flex-wrap gap-1.5">
            {left.map((address) => (
              <li key={address} className="min-w-0 max-w-full">
                <button
                  type="button"
                  onClick={() => addTyped(address)}
                  className="flex max-w-full min-w-0 items-center gap-1 rounded-[7px] border border-dashed border-line-strong px-2 py-0.75 text-data text-ink-2 hover:text-ink"
                >
                  <Plus aria-hidden className="size-3 shrink-0" />
                  <span className="mono truncate">
                    <VisibleText>{address}</VisibleText>
                  </span>
                </button>
              </li>
            ))}
          </ul>
        )}
        <p id={errorId} role="alert" className="min-h-4.5 text-small wrap-anywhere text-bad">
          <VisibleText>{error}</VisibleText>
        </p>
      </div>
    </div>
  );
}

function ListedChoice({ server, isOn }: { readonly server: ListedServer; readonly isOn: boolean }) {
  const { name, address, bridge, colour, environment } = server;
  return (
    <label className="flex cursor-pointer items-center gap-2 border-b border-line/55 px-2.5 py-1.5 last:border-b-0 hover:bg-sunken">
      <input
        type="checkbox"
        checked={isOn}
        onChange={() => toggleListed(name)}
        className="size-3.5 shrink-0"
      />
      <ServerDot colour={colour} />
      <span className="shrink-0 font-medium">
        <VisibleText>{name}</VisibleText>
      </span>
      <EnvironmentBadge environment={environment} />
      {bridge === null ? null : (
        <Waypoints aria-label="through the bridge" className="size-3.5 shrink-0 text-accent" />
      )}
      <span className="mono ml-auto min-w-0 truncate text-data text-ink-2">
        <VisibleText>{bridge ?? address}</VisibleText>
      </span>
    </label>
  );
}

/** Addresses that are not listed, the last used first. */
function useOffered(): readonly string[] {
  const config = useStore(configStore);
  const recent = useStore(preferencesStore, (state) => state.recentServers);
  const sandbox = useStore(sandboxStore, (state) =>
    state.kind === "running" ? state.sandbox.server : null,
  );
  const all = [...recent.map(({ address }) => address), ...(sandbox === null ? [] : [sandbox])];
  return [...new Set(all)].filter(
    (address) => listedServer(config, address) === null && isAddressAllowed(config, address),
  );
}
