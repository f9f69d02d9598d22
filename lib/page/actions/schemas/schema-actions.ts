// Schemas of this tab: dropped or chosen files, and which subjects have which type. The vault reads them, and an open
// message is read again after each change.

import { showFault } from "@/lib/page/actions/fault-toast";
import { readMessage } from "@/lib/page/actions/view-actions";
import { changeView, viewOf } from "@/lib/page/state/console-store";
import { showView } from "@/lib/page/state/panel-state";
import { schemaStore, showSchemas } from "@/lib/page/state/schema-store";
import { showToast } from "@/lib/page/state/toasts";
import { shownLog } from "@/lib/page/state/vault-store";
import { ask } from "@/lib/page/vault-link/vault-calls";
import type { Result } from "@/lib/shared/base/result";
import { maskSeeds } from "@/lib/shared/base/secret-patterns";
import {
  BY_CONTENT,
  type Decoder,
  isDecoderType,
  typeOfDecoder,
} from "@/lib/shared/console/decoders";
import type { ActionFault } from "@/lib/shared/facts/action-fault";
import type { SchemaFacts, SchemaMapping } from "@/lib/shared/facts/payload";
import { schemaText } from "./schema-text";

export async function addSchemas(chosen: readonly File[]): Promise<void> {
  const files = chosen.map((file) => ({ name: maskSeeds(file.name), file }));
  const facts = await keep(await ask("addSchemas", { files }));
  // The open dialog lists what was read, and what was not.
  if (facts === null || schemaStore.getState().isOpen) return;
  const read = facts.files.filter((file) => files.some(({ name }) => name === file.name));
  const unread = read.filter(({ faultLine }) => faultLine !== null);
  const [first] = unread;
  if (first !== undefined)
    showToast("warn", schemaText.unread(unread.length), schemaText.line(first));
  const types = read.reduce((sum, file) => sum + file.types.length, 0);
  if (types === 0) return;
  showToast("good", schemaText.read(types), schemaText.howToMap, {
    label: schemaText.map,
    run: () => {
      showView("console");
      showSchemas(true);
    },
  });
}

export async function removeSchema(name: string): Promise<void> {
  await keep(await ask("removeSchema", { name }));
}

export async function mapSchemas(mappings: readonly SchemaMapping[]): Promise<boolean> {
  return (await keep(await ask("mapSchemas", { mappings }))) !== null;
}

/** One type for exactly this subject, before all patterns; null takes it away. */
export async function mapSubject(subject: string, type: string | null): Promise<void> {
  await mapFirst(subject, type, (held) => !isDecoderType(held));
}

/**
 * The same for the decoder that reads its payloads, which are shown so from now on. Null: as they look, though a
 * pattern may choose one.
 */
export async function chooseDecoder(subject: string, decoder: Decoder | null): Promise<void> {
  const id = shownLog();
  const type = decoder === null ? BY_CONTENT : typeOfDecoder(decoder);
  const isMapped = await mapFirst(subject, type, isDecoderType);
  if (id === null || decoder === null || !isMapped) return;
  // The dump that was shown before need not stay.
  changeView(id, { formats: new Map(viewOf(id).formats).set(subject, decoder) });
}

async function mapFirst(
  subject: string,
  type: string | null,
  isReplaced: (type: string) => boolean,
): Promise<boolean> {
  const { mappings } = schemaStore.getState();
  const others = mappings.filter((one) => one.pattern !== subject || !isReplaced(one.type));
  return mapSchemas(type === null ? others : [{ pattern: subject, type }, ...others]);
}

async function keep(reply: Result<SchemaFacts, ActionFault>): Promise<SchemaFacts | null> {
  if (!reply.ok) {
    await showFault(schemaText.failed, reply.fault);
    return null;
  }
  schemaStore.setState(reply.value);
  const id = shownLog();
  const { selected } = viewOf(id);
  if (id === null || selected === null) return reply.value;
  const detail = await readMessage(id, selected);
  if (detail !== null && viewOf(id).selected === selected) changeView(id, { detail });
  return reply.value;
}
