// Work that the page asks for step by step, each by a number that is given once: exports, downloads, watches.

export class NumberedRuns<Run> {
  private readonly runs = new Map<number, Run>();
  private last = 0;

  add(run: Run): number {
    this.last += 1;
    this.runs.set(this.last, run);
    return this.last;
  }

  get(number: number): Run | undefined {
    return this.runs.get(number);
  }

  /** Gives it for the last time. */
  take(number: number): Run | undefined {
    const run = this.runs.get(number);
    this.runs.delete(number);
    return run;
  }
}
