// What stands in "What may it do?": one subject for every key, so that keys are compared by choosing
// them one after the other. Written by the tester and by whatever offers to test a subject.

import { createStore } from "zustand/vanilla";

interface Tested {
  readonly subject: string;
  readonly queue: string;
}

export const testerStore = createStore<Tested>(() => ({ subject: "", queue: "" }));

export function testSubject(subject: string, queue = ""): void {
  testerStore.setState({ subject, queue });
}
