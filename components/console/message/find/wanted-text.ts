// What is looked for in open payloads; null while the field is closed. It stays while other messages are opened, those
// of another log as well, and when a narrow window puts the pane elsewhere.

import { useStore } from "zustand";
import { createStore } from "zustand/vanilla";

const wantedStore = createStore<{ readonly wanted: string | null }>(() => ({ wanted: null }));

export const useWantedText = (): string | null => useStore(wantedStore, ({ wanted }) => wanted);

export const lookFor = (wanted: string | null): void => wantedStore.setState({ wanted });
