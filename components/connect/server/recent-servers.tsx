// The servers that answered before, by name and address. Each can be picked or removed.

import { History, X } from "lucide-react";
import { useState } from "react";
import { buttonClass } from "@/components/ui/button";
import { Popover } from "@/components/ui/popover";
import { VisibleText } from "@/components/ui/visible-text";
import { escapedText } from "@/lib/page/base/visible-characters";
import { type RecentServer, removeRecentServer } from "@/lib/page/storage/preferences";

export interface RecentServersProps {
  readonly servers: readonly RecentServer[];
  /** The address of the local sandbox, which cannot be removed. */
  readonly sandbox: string | null;
  readonly onPick: (address: string) => void;
}

export function RecentServers({ servers, sandbox, onPick }: RecentServersProps) {
  const [isOpen, setIsOpen] = useState(false);
  const others = servers.filter(({ address }) => address !== sandbox);
  if (others.length === 0 && sandbox === null) return null;
  const pick = (address: string) => {
    setIsOpen(false);
    onPick(address);
  };
  return (
    <Popover
      label="Recent addresses"
      className={buttonClass("plain", "icon")}
      trigger={<History aria-hidden className="size-4" />}
      isOpen={isOpen}
      onOpenChange={setIsOpen}
    >
      <h3 className="mb-1 font-semibold">Servers that answered</h3>
      <ul className="grid gap-0.5">
        {others.map(({ address, name }) => (
          <li key={address} className="flex items-center gap-1">
            <PickButton address={address} name={name} onPick={pick} />
            <button
              type="button"
              aria-label={`Remove ${escapedText(address)}`}
              title="Remove from this list"
              onClick={() => removeRecentServer(address)}
              className={buttonClass("quiet", "icon")}
            >
              <X aria-hidden className="size-3.5" />
            </button>
          </li>
        ))}
        {sandbox === null ? null : (
          <li>
            <PickButton address={sandbox} name="The sandbox on this machine" onPick={pick} />
          </li>
        )}
      </ul>
    </Popover>
  );
}

interface PickButtonProps {
  readonly address: string;
  readonly name: string;
  readonly onPick: (address: string) => void;
}

function PickButton({ address, name, onPick }: PickButtonProps) {
  return (
    <button
      type="button"
      data-recent={address}
      onClick={() => onPick(address)}
      className="min-w-0 flex-1 rounded-lg px-2.5 py-1.5 text-left hover:bg-accent-soft"
    >
      <span className="mono block wrap-anywhere">
        <VisibleText>{address}</VisibleText>
      </span>
      {name === "" ? null : (
        <span className="block text-small text-ink-2 wrap-anywhere">
          <VisibleText>{name}</VisibleText>
        </span>
      )}
    </button>
  );
}
