// A page of the objects of an object store: the last info message of each (ADR-20). Used by jetstream-handlers.ts.

import { fieldsOf } from "@/lib/shared/base/fields";
import type { ApiAnswer } from "@/lib/shared/facts/permission-tries";
import type { ObjectPage, ObjectRow } from "@/lib/shared/facts/stored";
import { fieldsAt, numberAt, readJson, textAt } from "@/lib/vault/nats/reply-fields";
import type { Api } from "./api";
import { type KeyQuery, readKeyPage } from "./read-keys";
import type { StoredMessage } from "./stored-message";
import type { StoredSource } from "./stored-source";

const MAX_NAME_CHARS = 4096;

export async function readObjects(
  api: Api,
  source: StoredSource,
  place: Pick<KeyQuery, "after" | "count">,
): Promise<ApiAnswer<ObjectPage>> {
  const subject = `$O.${source.stream.replace(/^OBJ_/u, "")}.M.>`;
  const page = await readKeyPage(api, { ...source, subject }, { ...place, contains: "" });
  if (page.kind !== "told") return page;
  const { messages, ...counts } = page.value;
  return { kind: "told", value: { rows: messages.map(objectOf), ...counts } };
}

function objectOf({ at, subject, payload }: StoredMessage): ObjectRow {
  const info = readJson(payload);
  const link = fieldsOf(fieldsAt(info, "options")["link"]);
  const names = [textAt(link, "bucket"), textAt(link, "name", MAX_NAME_CHARS)];
  return {
    subject,
    name: textAt(info, "name", MAX_NAME_CHARS),
    at,
    bytes: numberAt(info, "size") ?? 0,
    chunks: numberAt(info, "chunks") ?? 0,
    digest: textAt(info, "digest"),
    isDeleted: info["deleted"] === true,
    link: names.filter((name) => name !== "").join("/"),
  };
}
