// How the open payload is read: by its content and headers, or by the decoder that was chosen for its subject. Shown for
// what is no text.

import { useStore } from "zustand";
import { FORMAT_LABELS } from "@/components/console/message/inside/format-text";
import { chooseDecoder } from "@/lib/page/actions/schemas/schema-actions";
import { chooseFormat } from "@/lib/page/actions/view-actions";
import { schemaStore } from "@/lib/page/state/schema-store";
import { DECODERS, type Decoder, decoderOfType } from "@/lib/shared/console/decoders";
import { compilePattern } from "@/lib/shared/grammar/subject";

async function onChosen(subject: string, decoder: Decoder | null): Promise<void> {
  await chooseDecoder(subject, decoder);
  // The dump that was shown before need not stay.
  if (decoder !== null) chooseFormat(decoder);
}

interface DecoderChoiceProps {
  readonly subject: string;
  readonly isText: boolean;
}

export function DecoderChoice({ subject, isText }: DecoderChoiceProps) {
  const mappings = useStore(schemaStore, (state) => state.mappings);
  const mapping = mappings.find(
    ({ pattern, type }) => decoderOfType(type) !== null && compilePattern(pattern)(subject),
  );
  const chosen = mapping === undefined ? null : decoderOfType(mapping.type);
  if (isText && chosen === null) return null;
  return (
    <label className="mb-1.5 flex flex-wrap items-center gap-2 text-small text-ink-2">
      Read as
      <select
        value={chosen ?? ""}
        onChange={({ currentTarget: { value } }) =>
          void onChosen(subject, DECODERS.find((decoder) => decoder === value) ?? null)
        }
        className="h-7 max-w-full rounded-[7px] border border-line-strong bg-panel px-1.5 text-data text-ink"
      >
        <option value="">what it looks like</option>
        {DECODERS.map((decoder) => (
          <option key={decoder} value={decoder}>
            {FORMAT_LABELS[decoder]}
          </option>
        ))}
      </select>
    </label>
  );
}
