// The values of the placeholders that the user names, such as {{region}}. They are of the tab, for all creds: a message
// is sent to a second server with the same ones.

import { createStore } from "zustand/vanilla";
import type { NamedValue } from "@/lib/shared/facts/fill";

export const namedValuesStore = createStore<readonly NamedValue[]>(() => []);

/** "" = the placeholder stays as it is. */
export function setNamedValue(name: string, value: string): void {
  const others = namedValuesStore.getState().filter((one) => one.name !== name);
  namedValuesStore.setState(value === "" ? others : [...others, { name, text: value }], true);
}
