// The schemas of this tab: their files, and which subjects have which type. Its code is fetched when it is opened.

import { Plus, Trash2 } from "lucide-react";
import { type ChangeEvent, type FormEvent, useState } from "react";
import { useStore } from "zustand";
import { FORMAT_LABELS } from "@/components/console/message/inside/format-text";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Modal } from "@/components/ui/modal";
import { VisibleText } from "@/components/ui/visible-text";
import { addSchemas, mapSchemas, removeSchema } from "@/lib/page/actions/schemas/schema-actions";
import { schemaText } from "@/lib/page/actions/schemas/schema-text";
import { escapedText } from "@/lib/page/base/visible-characters";
import { schemaStore, typesOf } from "@/lib/page/state/schema-store";
import {
  BY_CONTENT,
  DECODERS,
  decoderOfType,
  isDecoderType,
  typeOfDecoder,
} from "@/lib/shared/console/decoders";
import type { SchemaMapping } from "@/lib/shared/facts/payload";

export interface SchemaDialogProps {
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

export function SchemaDialog({ isOpen, onClose }: SchemaDialogProps) {
  const { files, mappings } = useStore(schemaStore);
  const types = [...useStore(schemaStore, typesOfHeld), ...DECODERS.map(typeOfDecoder)];
  return (
    <Modal title="Schemas" isOpen={isOpen} onClose={onClose} wide>
      <div className="grid gap-4">
        <p className="text-ink-2">
          A .proto file, a descriptor set of protoc or buf, or an Avro schema (.avsc). They stay in
          this tab and are forgotten with it. Files that a .proto imports are added the same way.
        </p>
        <Files files={files} />
        <Mappings mappings={mappings} types={types} />
      </div>
    </Modal>
  );
}

type Held = ReturnType<typeof schemaStore.getState>;

/** The same array while the files are the same, as a store's selector must give. */
let last: { readonly files: Held["files"]; readonly types: readonly string[] } | null = null;
function typesOfHeld(state: Held): readonly string[] {
  if (last?.files !== state.files) last = { files: state.files, types: typesOf(state) };
  return last.types;
}

function Files({ files }: Pick<Held, "files">) {
  const onChosen = (event: ChangeEvent<HTMLInputElement>) => {
    const chosen = [...(event.currentTarget.files ?? [])];
    event.currentTarget.value = "";
    if (chosen.length > 0) void addSchemas(chosen);
  };
  return (
    <section aria-label="Files" className="grid gap-2">
      <label className="grid gap-1">
        <span className="font-medium">Schema files</span>
        <input
          type="file"
          multiple
          accept=".proto,.protoset,.desc,.pb,.binpb,.avsc"
          onChange={onChosen}
          className="min-w-0 text-data file:mr-2 file:h-7 file:rounded-[7px] file:border file:border-line-strong file:bg-panel file:px-2.5 file:text-ink"
        />
      </label>
      {files.length === 0 ? null : (
        <ul className="grid max-h-48 grid-cols-[minmax(0,1fr)] gap-1 overflow-y-auto">
          {files.map((file) => (
            <li key={file.name} data-schema={file.name} className="flex items-center gap-2">
              {/* In a narrow window what was read stands below the name. */}
              <div className="flex min-w-0 flex-1 flex-wrap justify-between gap-x-3">
                <span className="mono max-w-full truncate">
                  <VisibleText>{file.name}</VisibleText>
                </span>
                <span className={file.faultLine === null ? "text-ink-2" : "text-bad"}>
                  {file.faultLine === null
                    ? schemaText.read(file.types.length)
                    : schemaText.line(file)}
                </span>
              </div>
              <Button
                tone="quiet"
                size="icon"
                aria-label={`Remove ${escapedText(file.name)}`}
                onClick={() => void removeSchema(file.name)}
              >
                <Trash2 aria-hidden className="size-3.5" />
              </Button>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

/** A decoder by its label, as the formats of a payload have it. */
function nameOf(type: string): string {
  if (type === BY_CONTENT) return "what it looks like";
  const decoder = decoderOfType(type);
  return decoder === null ? type : `${FORMAT_LABELS[decoder]} (decoder)`;
}

interface MappingsProps {
  readonly mappings: readonly SchemaMapping[];
  readonly types: readonly string[];
}

function Mappings({ mappings, types }: MappingsProps) {
  const [pattern, setPattern] = useState("");
  const [type, setType] = useState("");
  const shown = types.includes(type) ? type : (types[0] ?? "");
  const onAdd = async (event: FormEvent) => {
    event.preventDefault();
    // A subject can have a decoder and, for what is unpacked, a type.
    const others = mappings.filter(
      (one) => one.pattern !== pattern || isDecoderType(one.type) !== isDecoderType(shown),
    );
    if (await mapSchemas([...others, { pattern, type: shown }])) setPattern("");
  };
  return (
    <section aria-label="Subjects" className="grid gap-2">
      <h3 className="font-medium">Subjects and their types or decoders</h3>
      <ul className="grid max-h-48 grid-cols-[minmax(0,1fr)] gap-1 overflow-y-auto">
        {mappings.map((mapping) => (
          <li
            key={`${mapping.pattern} ${mapping.type}`}
            data-mapping={mapping.pattern}
            className="flex items-center gap-2"
          >
            <span className="mono min-w-0 flex-1 truncate">
              <VisibleText>{mapping.pattern}</VisibleText>
            </span>
            <span className="mono min-w-0 flex-1 truncate text-ink-2">
              <VisibleText>{nameOf(mapping.type)}</VisibleText>
            </span>
            <Button
              tone="quiet"
              size="icon"
              aria-label={`Remove ${escapedText(`${mapping.pattern}, ${nameOf(mapping.type)}`)}`}
              onClick={() => void mapSchemas(mappings.filter((one) => one !== mapping))}
            >
              <Trash2 aria-hidden className="size-3.5" />
            </Button>
          </li>
        ))}
      </ul>
      <form
        onSubmit={(event) => void onAdd(event)}
        className="grid grid-cols-[minmax(0,1fr)_minmax(0,1fr)_auto] gap-2"
      >
        <Field
          mono
          size="sm"
          aria-label="Subjects of the type"
          placeholder="orders.>"
          value={pattern}
          onChange={(event) => setPattern(event.currentTarget.value)}
        />
        <select
          aria-label="Type of the subjects"
          value={shown}
          onChange={(event) => setType(event.currentTarget.value)}
          className="mono h-7 min-w-0 rounded-[7px] border border-line-strong bg-panel px-1.5 text-data"
        >
          {types.map((name) => (
            <option key={name} value={name}>
              {escapedText(nameOf(name))}
            </option>
          ))}
        </select>
        <Button size="sm" type="submit" disabled={pattern === ""}>
          <Plus aria-hidden className="size-3.5" />
          Add
        </Button>
      </form>
      <p className="text-small text-ink-2">The first line that fits a subject counts.</p>
    </section>
  );
}
