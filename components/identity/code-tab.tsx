// "Use it from code": a snippet for the chosen client, with these creds and this server.

import { useId } from "react";
import { createStore, useStore } from "zustand";
import { useAddress } from "@/components/connect/server/use-address";
import { CopyButton } from "@/components/ui/copy-button";
import { VisibleText } from "@/components/ui/visible-text";
import { sandboxStore } from "@/lib/page/config/sandbox";
import { snippetContext } from "@/lib/page/snippets/context";
import { runText } from "@/lib/page/snippets/run-text";
import {
  type SnippetId,
  VARIANT_LABELS,
  VARIANTS,
  type Variant,
} from "@/lib/page/snippets/snippet";
import { snippets } from "@/lib/page/snippets/snippets";
import type { CredsFacts, EntryId } from "@/lib/shared/facts/creds";
import { maskQuery, parseAddress } from "@/lib/shared/grammar/address";
import { bridgeTarget } from "@/lib/shared/grammar/bridge-address";

/** What is chosen applies to every entry until the page is closed. */
const chosenStore = createStore<{ client: SnippetId; variant: Variant }>(() => ({
  client: "go",
  variant: "messages",
}));

export interface CodeTabProps {
  readonly id: EntryId;
  readonly facts: CredsFacts;
}

export function CodeTab({ id, facts }: CodeTabProps) {
  const { dialled } = useAddress(id, facts);
  const clientUrl = useClientUrl(dialled);
  const { client, variant } = useStore(chosenStore);
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
  const all = snippets(snippetContext(facts, maskQuery(url), clientUrl, bridge), variant);
  const shown = all.find((snippet) => snippet.id === client) ?? all[0];
  if (shown === undefined) return null;
  return (
    <section aria-label="Use it from code" className="grid gap-2.5 px-4 py-3.5">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <Picker
          label="Client"
          value={shown.id}
          options={all.map(({ id: value, label }) => ({ value, label }))}
          onChange={(next) => chosenStore.setState({ client: next })}
        />
        <Picker
          label="Example"
          value={variant}
          options={VARIANTS.map((value) => ({ value, label: VARIANT_LABELS[value] }))}
          onChange={(next) => chosenStore.setState({ variant: next })}
        />
        <span className="flex-1" />
        <CopyButton text={shown.code} label="Copy code" />
      </div>
      <Box text={shown.install} />
      <Box text={shown.code} />
      <p className="text-data text-ink-2">{runText(shown.id)}</p>
      <p className="text-hint text-ink-3">
        The code names the path of the creds file and contains nothing from inside it.
      </p>
    </section>
  );
}

interface PickerProps<T extends string> {
  readonly label: string;
  readonly value: T;
  readonly options: readonly { readonly value: T; readonly label: string }[];
  readonly onChange: (value: T) => void;
}

function Picker<T extends string>({ label, value, options, onChange }: PickerProps<T>) {
  const id = useId();
  return (
    <span className="flex items-center gap-2">
      <label htmlFor={id} className="text-ink-2">
        {label}
      </label>
      <select
        id={id}
        value={value}
        onChange={(event) => {
          const next = options.find((option) => option.value === event.currentTarget.value);
          if (next) onChange(next.value);
        }}
        className="h-7 rounded-[7px] border border-line-strong bg-panel px-2 text-data"
      >
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </span>
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
