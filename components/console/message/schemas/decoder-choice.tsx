// How the open payload is read: by its content and headers, or by the decoder that was chosen for its subject. Shown for
// what is no text.

import { useStore } from "zustand";
import { FORMAT_LABELS } from "@/components/console/message/inside/format-text";
import { chooseDecoder } from "@/lib/page/actions/schemas/schema-actions";
import { schemaStore } from "@/lib/page/state/schema-store";
import { DECODERS, decoderOfType, isDecoderType } from "@/lib/shared/console/decoders";
import { compilePattern } from "@/lib/shared/grammar/subject";

interface DecoderChoiceProps {
  readonly subject: string;
  readonly isText: boolean;
}

export function DecoderChoice({ subject, isText }: DecoderChoiceProps) {
  const mappings = useStore(schemaStore, (state) => state.mappings);
  const mapping = mappings.find(
    ({ pattern, type }) => isDecoderType(type) && compilePattern(pattern)(subject),
  );
  const chosen = mapping === undefined ? null : decoderOfType(mapping.type);
  if (isText && chosen === null) return null;
  return (
    <label className="mb-1.5 flex flex-wrap items-center gap-2 text-small text-ink-2">
      Read as
      <select
        value={chosen ?? ""}
        onChange={({ currentTarget: { value } }) =>
          void chooseDecoder(subject, DECODERS.find((decoder) => decoder === value) ?? null)
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
