// Every action that "Search and commands" offers, by name. What needs a part of the page presses it there by its
// key (press-key.ts), so that a command does exactly what the button does.

import { chooseFiles, chooseFolder } from "@/components/shell/open/file-chooser";
import { pressKey, pressSoon } from "@/components/shell/press-key";
import { forgetAll } from "@/lib/page/actions/entry-actions";
import { openNeighbour } from "@/lib/page/actions/stored/neighbour-actions";
import { ownPath } from "@/lib/page/base/base-path";
import { askToCheck } from "@/lib/page/overview/check-choice";
import { showWho } from "@/lib/page/overview/overview-store";
import { viewOf } from "@/lib/page/state/console-store";
import {
  panelStore,
  showArea,
  showScreen,
  showView,
  type ViewName,
} from "@/lib/page/state/panel-state";
import { showSchemas } from "@/lib/page/state/schema-store";
import { vaultStore } from "@/lib/page/state/vault-store";
import { foldPane, moveDetail, PANE_NAMES, panesStore, resizePane } from "@/lib/page/storage/panes";
import { chooseTheme, preferencesStore, setSingleKeys } from "@/lib/page/storage/preferences";

export interface Command {
  readonly name: string;
  /** The keys that do the same. */
  readonly keys?: string;
  readonly run: () => void;
}

export interface PageCommands {
  readonly onPaste: () => void;
  readonly onHelp: () => void;
}

/** The commands that make sense now. */
export function commandsNow({ onPaste, onHelp }: PageCommands): readonly Command[] {
  const { order, selected, entries, sessions, recordings } = vaultStore.getState();
  const isEntry = selected !== null && entries.has(selected);
  const hasConsole = isEntry || (selected !== null && recordings.has(selected));
  const phase = selected === null ? "idle" : (sessions.get(selected)?.phase ?? "idle");
  const { folded, detailSide } = panesStore.getState();
  const { hasSingleKeys } = preferencesStore.getState();
  const view = (name: ViewName, label: string, keys: string): Command => ({
    name: `Show ${label}`,
    keys,
    run: () => showView(name),
  });
  const key = (name: string, keys: string): Command => ({
    name,
    keys,
    run: () => void pressKey(keys),
  });
  const fold = (pane: "ring" | "id" | "dock", label: string, keys: string): Command => {
    const isFolded = folded.includes(pane);
    return {
      name: `${isFolded ? "Expand" : "Collapse"} the ${label}`,
      keys,
      run: () => foldPane(pane, !isFolded),
    };
  };
  return [
    { name: "Choose files", keys: "o", run: chooseFiles },
    { name: "Choose a folder", keys: "O", run: chooseFolder },
    { name: "Paste creds", keys: "v", run: onPaste },
    ...(order.length > 0
      ? [
          { name: "Overview of all creds", keys: "g o", run: () => showArea("overview") },
          {
            name: "Who may publish or subscribe to a subject",
            run: () => {
              showWho("subject");
              showArea("overview");
              pressSoon("w");
            },
          },
          {
            name: "Who may use a list of subjects",
            run: () => {
              showWho("list");
              showArea("overview");
            },
          },
          {
            name: "Check creds against servers",
            run: () => {
              showArea("overview");
              askToCheck(order);
            },
          },
          { name: "Workbench", keys: "g w", run: () => showArea("workbench") },
        ]
      : []),
    ...(isEntry
      ? [
          phase === "idle" || phase === "waiting"
            ? {
                name: "Connect",
                keys: "Ctrl Enter",
                run: () => {
                  showArea("workbench");
                  showScreen("view");
                  pressButton("[data-connect]");
                },
              }
            : { name: "Disconnect", run: () => pressButton("[data-disconnect]") },
          key("Go to the server address", "a"),
          view("diagnosis", "the diagnosis", "1"),
          view("console", "the console", "2"),
          view("jetstream", "JetStream", "3"),
          ...(document.querySelector('[data-hotkey="r"]') === null
            ? []
            : [key("Refresh JetStream", "r")]),
          view("permissions", "the permissions", "4"),
          {
            name: "Show the matrix and own lists",
            run: () => {
              panelStore.setState({ permissionsView: "matrix" });
              showView("permissions");
            },
          },
          view("claims", "the claims", "5"),
          ...(["chain", "raw"] as const).map((claimsView) => ({
            name: claimsView === "chain" ? "Show the chain" : "Show the JWT as JSON",
            run: () => {
              panelStore.setState({ claimsView });
              showView("claims");
            },
          })),
          view("protocol", "the protocol", "6"),
          view("code", "code for a client", "7"),
          view("compare", "the comparison", "8"),
          key("Test a subject", "w"),
          { name: "Report", run: () => pressButton("[data-report]") },
          {
            name: "Forget these creds",
            keys: "Delete",
            run: () => pressButton('[data-hotkey="Delete"]'),
          },
        ]
      : []),
    ...(order.length > 0 ? [{ name: "Forget all creds", run: () => void forgetAll() }] : []),
    ...(isEntry
      ? [
          key("Subscribe", "s"),
          key("Publish or request", "p"),
          { name: "Pause or resume the messages", run: () => pressButton("[data-pause]") },
        ]
      : []),
    ...(hasConsole
      ? [
          key("Filter the messages", "/"),
          key("Build a filter in a form", "b"),
          key("Show messages as a list", "l"),
          key("Show subjects", "u"),
          key("Show messages over time", "i"),
          key("Go to the older match", "N"),
          key("Go to the newer match", "n"),
          key("Export the listed messages", "E"),
          key("Replay messages", "R"),
          {
            name: "Schemas of payloads (Protobuf, Avro)",
            run: () => {
              showView("console");
              showSchemas(true);
            },
          },
          key("Go to the messages, or maximise the open one", "m"),
          ...(viewOf(selected).detail === null
            ? []
            : [
                key("List only the subject of the open message", "f"),
                key("Hide the subject of the open message", "h"),
                key("Select or deselect the open message", "x"),
                key("Copy the payload of the open message", "c"),
                key("Copy the open message as a nats CLI command", "C"),
                key("Edit and resend the open message", "e"),
                {
                  name: "Previous message",
                  run: () => void openNeighbour(-1),
                },
                { name: "Next message", run: () => void openNeighbour(1) },
              ]),
          {
            name:
              detailSide === "right"
                ? "Open messages below the list"
                : "Open messages at the right",
            run: () => moveDetail(detailSide === "right" ? "bottom" : "right"),
          },
        ]
      : []),
    ...(order.length > 0
      ? [
          fold("ring", "keyring", "["),
          fold("id", "identity", "]"),
          fold("dock", "send form", "Ctrl J"),
          {
            name: "Restore the default sizes of all panes",
            run: () => {
              for (const name of PANE_NAMES) resizePane(name, null);
            },
          },
        ]
      : []),
    { name: "Theme: light", run: () => chooseTheme("light") },
    { name: "Theme: dark", run: () => chooseTheme("dark") },
    { name: "Theme: as the system", run: () => chooseTheme("system") },
    {
      name: hasSingleKeys ? "Switch single-key shortcuts off" : "Switch single-key shortcuts on",
      run: () => setSingleKeys(!hasSingleKeys),
    },
    { name: "Keyboard", keys: "?", run: onHelp },
    {
      name: "Help",
      run: () => void window.open(ownPath("/help/"), "_blank", "noopener"),
    },
    {
      name: "How creds are protected",
      run: () => void window.open(ownPath("/security"), "_blank", "noopener"),
    },
    { name: "Print the report", run: () => window.print() },
  ];
}

function pressButton(selector: string): void {
  document.querySelector<HTMLElement>(selector)?.click();
}
