// The steps of the tour: what each shows, and how the page gets there.

import { filterBy } from "@/lib/page/actions/search-actions";
import type { Demo } from "@/lib/page/state/demo-store";
import { closeHelp, showHelp } from "@/lib/page/state/help-store";
import {
  panelStore,
  showArea,
  showView,
  testerStore,
  type ViewName,
} from "@/lib/page/state/panel-state";
import { setSelected, vaultStore } from "@/lib/page/state/vault-store";

export interface TourStep {
  /** For tests and links. */
  readonly id: string;
  readonly title: string;
  readonly says: string;
  readonly show: (demo: Demo) => void;
}

/** The user may have forgotten it meanwhile. */
function showEntry({ entries }: Demo, file: string, view: ViewName): void {
  const id = entries.get(file);
  if (id === undefined || !vaultStore.getState().entries.has(id)) return;
  setSelected(id);
  showView(view);
}

export const TOUR_STEPS: readonly TourStep[] = [
  {
    id: "accepted",
    title: "Creds that work",
    says: "The server verified the user JWT and the signature of its challenge. Below is what it said, and the file as each client reads it.",
    show: (demo) => showEntry(demo, "svc-orders.creds", "diagnosis"),
  },
  {
    id: "expired",
    title: "Refused, and the file proves why",
    says: "The server said only “Authorization Violation”. The JWT expired, so the cause is certain, with its evidence and the lines that mend it.",
    show: (demo) => showEntry(demo, "svc-reports.creds", "diagnosis"),
  },
  {
    id: "revoked",
    title: "Refused, and the account proves why",
    says: "Nothing in this file is wrong. The account JWT that is loaded beside it has revoked the user.",
    show: (demo) => showEntry(demo, "svc-former.creds", "diagnosis"),
  },
  {
    id: "help",
    title: "The help beside a card",
    says: "Each cause has an entry: meaning, evidence, fix, and what the server logs.",
    show: (demo) => {
      showEntry(demo, "svc-tcp-only.creds", "diagnosis");
      showHelp("jwt/connection-type");
    },
  },
  {
    id: "permissions",
    title: "What may it do?",
    says: "Type a subject. The rules of the server itself say what happens, and which rule decides.",
    show: (demo) => {
      testerStore.setState({ subject: "orders.eu.audit.log", queue: "" });
      panelStore.setState({ permissionsView: "rules" });
      showEntry(demo, "svc-fulfilment-eu.creds", "permissions");
    },
  },
  {
    id: "overview",
    title: "Many at once",
    says: "All creds in one table: state and cause, expiry and permissions. The counts filter, and “Who may” asks one subject of all of them.",
    show: () => showArea("overview"),
  },
  {
    id: "recording",
    title: "Messages",
    says: "A recording of four minutes, filtered. With a connection the same console subscribes, publishes and requests.",
    show: ({ recording }) => {
      if (recording === null || !vaultStore.getState().recordings.has(recording)) return;
      setSelected(recording);
      showArea("workbench");
      filterBy("payments.> declined");
    },
  },
];

/** What one step leaves open must not cover the next one. */
export function showStep(step: number, demo: Demo): void {
  closeHelp();
  TOUR_STEPS[step]?.show(demo);
}
