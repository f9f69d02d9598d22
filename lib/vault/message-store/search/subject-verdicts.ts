// A yes or no for each subject of a log. Each subject is tested once, so the cost of a search by subject
// does not depend on the number of messages. Used by row-matcher.ts, which refreshes it before each use.

import type { MessageLog } from "@/lib/vault/message-store/store/message-log";
import { RECENT_SUBJECTS } from "@/lib/vault/message-store/store/subject-table";

export class SubjectVerdicts {
  /** By subject number; 1 = yes. Numbers without messages may hold anything. */
  verdicts = new Uint8Array(0);
  private yes = 0;
  /** How many additions to the table have been tested. */
  private seen = -1;

  constructor(
    private readonly log: MessageLog,
    private readonly judge: (subject: string) => boolean,
  ) {}

  /** False when no subject has a yes. */
  get hasYes(): boolean {
    return this.yes > 0;
  }

  /** Tests the subjects that are new since the last time. */
  refresh(): void {
    const { subjects } = this.log;
    if (this.seen === subjects.additions) return;
    if (this.verdicts.length < subjects.size) {
      const larger = new Uint8Array(subjects.kept.length);
      larger.set(this.verdicts);
      this.verdicts = larger;
    }
    if (this.seen < 0 || subjects.additions - this.seen > RECENT_SUBJECTS) {
      for (let id = 0; id < subjects.size; id++) this.ask(id);
    } else {
      for (let n = this.seen; n < subjects.additions; n++) this.ask(subjects.addition(n));
    }
    this.seen = subjects.additions;
  }

  private ask(id: number): void {
    const { subjects, memory } = this.log;
    if ((subjects.kept[id] ?? 0) === 0) return;
    const verdict = this.judge(subjects.name(id, memory.u8)) ? 1 : 0;
    this.yes += verdict - (this.verdicts[id] ?? 0);
    this.verdicts[id] = verdict;
  }
}
