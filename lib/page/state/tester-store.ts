// What stands in "What may it do?": one subject for every key, so that keys are compared by choosing
// them one after the other. Written by the tester.

import { createStore } from "zustand/vanilla";

interface Tested {
  readonly subject: string;
  readonly queue: string;
}

export const testerStore = createStore<Tested>(() => ({ subject: "", queue: "" }));
