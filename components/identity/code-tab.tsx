// "Use it from code": a snippet for the chosen client, with these creds and this server.

import { useId } from "react";
import { createStore, useStore } from "zustand";
import { useAddress } from "@/components/connect/server/use-address";
import { CopyButton } from "@/components/ui/copy-button";
import { VisibleText } from "@/components/ui/visible-text";
import { sandboxStore } from "@/lib/page/config/sandbox";
import { snippetContext } from "@/lib/page/snippets/context";
import type { SnippetId } from "@/lib/page/snippets/snippet";
import { snippets } from "@/lib/page/snippets/snippets";
import type { CredsFacts, EntryId } from "@/lib/shared/facts/creds";
import { maskQuery, parseAddress } from "@/lib/shared/grammar/address";
import { bridgeTarget } from "@/lib/shared/grammar/bridge-address";

/** The chosen client applies to every entry until the page is closed. */
const chosenStore = createStore<{ client: SnippetId }>(() => ({ client: "go" }));

export interface CodeTabProps {
  readonly id: EntryId;
  readonly facts: CredsFacts;
}

export function CodeTab({ id, facts }: CodeTabProps) {
  const { dialled } = useAddress(id, facts);
  const clientUrl = useClientUrl(dialled);
  const chosen = useStore(chosenStore, (state) => state.client);
  const pickerId = useId();
  const address = parseAddress(dialled, location.protocol === "https:");
  if (!address.ok) {
    return (
      <p className="px-4 py-3.5 text-ink-2">
        Type the address of a server above. The code connects to that server.
      </p>
    );
  }
  const { url } = address.value;
  const bridge = bridgeTarget(url, location.origin);
  const all = snippets(snippetContext(facts, maskQuery(url), clientUrl, bridge));
  const shown = all.find((snippet) => snippet.id === chosen) ?? all[0];
  if (shown === undefined) return null;
  return (
    <section aria-label="Use it from code" className="grid gap-2.5 px-4 py-3.5">
      <div className="flex items-center gap-2">
        <label htmlFor={pickerId} className="text-ink-2">
          Client
        </label>
        <select
          id={pickerId}
          value={shown.id}
          onChange={(event) => {
            const next = all.find((snippet) => snippet.id === event.currentTarget.value);
            if (next) chosenStore.setState({ client: next.id });
          }}
          className="h-7 rounded-[7px] border border-line-strong bg-panel px-2 text-data"
        >
          {all.map((snippet) => (
            <option key={snippet.id} value={snippet.id}>
              {snippet.label}
            </option>
          ))}
        </select>
        <span className="flex-1" />
        <CopyButton text={shown.code} label="Copy code" />
      </div>
      <Box text={shown.install} />
      <Box text={shown.code} />
      <p className="text-hint text-ink-3">
        The code names the path of the creds file and contains nothing from inside it.
      </p>
    </section>
  );
}

function Box({ text }: { text: string }) {
  return (
    <pre
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling box must be reachable by keyboard.
      tabIndex={0}
      className="overflow-x-auto rounded-lg border border-line bg-sunken p-2.5 leading-normal"
    >
      <VisibleText keepLines>{text}</VisibleText>
    </pre>
  );
}

/** Known for the sandbox only, which reports its client port. */
function useClientUrl(address: string): string | null {
  return useStore(sandboxStore, (state) =>
    state.kind === "running" && state.sandbox.server === address ? state.sandbox.clientUrl : null,
  );
}
