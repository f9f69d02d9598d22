// Reports of earlier attempts that were opened for reading, and which of them is shown. They are not part
// of the keyring: they change nothing that is loaded, and closing them forgets them.

import { createStore } from "zustand/vanilla";
import type { Report, SavedReport } from "@/lib/shared/facts/report";

export interface OpenReport {
  /** The name of its file. */
  readonly name: string;
  readonly report: Report;
}

export interface OpenReports {
  readonly reports: readonly OpenReport[];
  readonly shown: number;
}

const NONE: OpenReports = { reports: [], shown: 0 };

export const savedReportsStore = createStore<OpenReports>(() => NONE);

const AT_MOST = 100;

/** Puts the readable ones before those that are open and shows the first. Without any it does nothing. */
export function openReports(found: readonly SavedReport[]): void {
  const fresh = found.flatMap((one) => ("report" in one ? [one] : []));
  if (fresh.length === 0) return;
  const { reports } = savedReportsStore.getState();
  savedReportsStore.setState({ reports: [...fresh, ...reports].slice(0, AT_MOST), shown: 0 });
}

export function showReport(shown: number): void {
  savedReportsStore.setState({ shown });
}

export function closeReports(): void {
  savedReportsStore.setState(NONE);
}
