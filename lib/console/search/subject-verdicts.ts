// A yes or no for each subject of a log, asked once and remembered until its number is used anew. What
// makes a search by subject independent of the number of messages. Used by row-matcher.ts.

import type { MessageLog } from "@/lib/console/store/message-log";

export class SubjectVerdicts {
  private verdicts = new Uint8Array(1024);
  /** `uses` of the number when the verdict was given; 0 = never. */
  private given = new Uint32Array(1024);

  constructor(
    private readonly log: MessageLog,
    private readonly judge: (subject: string) => boolean,
  ) {}

  of(id: number): boolean {
    const { subjects, memory } = this.log;
    const use = subjects.uses[id] ?? 0;
    if (this.given[id] === use && use !== 0) return this.verdicts[id] === 1;
    if (id >= subjects.size) return false;
    if (id >= this.given.length) this.enlarge(subjects.uses.length);
    const verdict = this.judge(subjects.name(id, memory.u8));
    this.verdicts[id] = verdict ? 1 : 0;
    this.given[id] = use;
    return verdict;
  }

  private enlarge(capacity: number): void {
    const { verdicts, given } = this;
    this.verdicts = new Uint8Array(capacity);
    this.verdicts.set(verdicts);
    this.given = new Uint32Array(capacity);
    this.given.set(given);
  }
}
