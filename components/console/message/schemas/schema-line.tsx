// By which type the open payload was read, and the choice of another for its subject. Shown for protobuf and Avro, and
// for what no format fits while schemas are loaded.

import { useStore } from "zustand";
import { Button } from "@/components/ui/button";
import { mapSubject } from "@/lib/page/actions/schemas/schema-actions";
import { escapedText } from "@/lib/page/base/visible-characters";
import type { PayloadFormat } from "@/lib/page/console/payload-display";
import { schemaStore, showSchemas, typesOf } from "@/lib/page/state/schema-store";
import type { MessageDetail } from "@/lib/shared/facts/console";

export interface SchemaLineProps {
  readonly message: MessageDetail;
  readonly format: PayloadFormat;
}

export function SchemaLine({ message: { subject, decoded }, format }: SchemaLineProps) {
  const schemas = useStore(schemaStore);
  const types = typesOf(schemas);
  const isGuess = decoded.some((one) => one.format === "protobuf" && one.type === null);
  const isTyped = format === "protobuf" || format === "avro";
  if (!isTyped && (types.length === 0 || format !== "hex")) return null;
  const type = decoded.find((one) => one.type !== null)?.type ?? "";
  return (
    <div className="mb-1.5 flex flex-wrap items-center gap-2 text-small text-ink-2">
      {types.length === 0 ? null : (
        <select
          aria-label="Message type"
          value={type}
          onChange={(event) => void mapSubject(subject, event.currentTarget.value || null)}
          className="mono h-7 max-w-full rounded-[7px] border border-line-strong bg-panel px-1.5 text-data"
        >
          <option value="">No schema</option>
          {types.map((name) => (
            <option key={name} value={name}>
              {escapedText(name)}
            </option>
          ))}
        </select>
      )}
      <Button size="sm" tone="quiet" onClick={() => showSchemas(true)}>
        {types.length === 0 ? "Add a schema" : "Schemas"}
      </Button>
      {format === "protobuf" && isGuess && type === "" ? (
        <span data-guess="">
          Read without a schema: numbers are fields, and what ends in "?" is a guess.
        </span>
      ) : null}
    </div>
  );
}
