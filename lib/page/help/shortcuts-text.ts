// The keyboard shortcuts of the product. components/shell/shortcuts.tsx makes them work; the list of keys and the help
// show them.

export interface Shortcut {
  readonly keys: readonly string[];
  readonly action: string;
}

export interface ShortcutList {
  readonly group: string;
  readonly list: readonly Shortcut[];
}

export const SHORTCUTS: readonly ShortcutList[] = [
  {
    group: "Anywhere",
    list: [
      { keys: ["Ctrl", "K"], action: "Search and commands" },
      { keys: ["Ctrl", "Enter"], action: "Connect; in a form: send" },
      { keys: ["Ctrl", "J"], action: "Fold the send form" },
      { keys: ["["], action: "Fold the keyring" },
      { keys: ["]"], action: "Fold the identity" },
      { keys: ["g", "o"], action: "Overview of all creds" },
      { keys: ["g", "w"], action: "Workbench" },
      { keys: ["t"], action: "Theme: light, dark, as the system" },
      { keys: ["?"], action: "This list" },
      { keys: ["F6"], action: "Go to the notifications" },
      { keys: ["Esc"], action: "Close what is open; leave a field" },
      { keys: ["←", "→"], action: "Move a focused line between panes; Enter restores it" },
    ],
  },
  {
    group: "Creds",
    list: [
      { keys: ["o"], action: "Choose files" },
      { keys: ["O"], action: "Choose a folder" },
      { keys: ["v"], action: "Paste text" },
      { keys: ["j"], action: "Next creds in the keyring" },
      { keys: ["k"], action: "Previous creds in the keyring" },
      { keys: ["Delete"], action: "Forget, in the keyring" },
      { keys: ["a"], action: "Server address" },
      { keys: ["w"], action: "Subject to test; in the overview: who may" },
      { keys: ["1", "…", "8"], action: "Views, in the order of their tabs" },
      { keys: ["r"], action: "Refresh, in JetStream" },
    ],
  },
  {
    group: "Console",
    list: [
      { keys: ["s"], action: "Subject to subscribe to" },
      { keys: ["p"], action: "Publish subject" },
      { keys: ["/"], action: "Filter; search in the keyring while it is not shown" },
      { keys: ["b"], action: "Build a filter in a form" },
      { keys: ["N", "n"], action: "Older and newer match" },
      { keys: ["Enter"], action: "Older match, in the filter; with Shift the newer one" },
      { keys: ["l", "u", "i"], action: "List, subjects, time" },
      { keys: ["E"], action: "Export the listed messages" },
      { keys: ["R"], action: "Replay messages" },
      { keys: ["F2", "Delete"], action: "Rename or move, and delete, in the saved messages" },
    ],
  },
  {
    group: "Messages",
    list: [
      { keys: ["m"], action: "Maximise the open message; without one, go to the messages" },
      { keys: ["↑", "↓", "Home", "End"], action: "Move in the list; an open message follows" },
      { keys: ["Enter"], action: "Open the message" },
      { keys: ["Shift", "↑"], action: "Select messages; also Shift or Ctrl with a click" },
      { keys: ["x"], action: "Select or deselect one message; also Ctrl with Space" },
      { keys: ["f"], action: "Only the subject of the message" },
      { keys: ["h"], action: "Hide the subject of the message" },
      { keys: ["F"], action: "Find in the open payload" },
      { keys: ["c"], action: "Copy the payload" },
      { keys: ["C"], action: "Copy as a nats CLI command" },
      { keys: ["d"], action: "Compare with the selected, open or previous message" },
      { keys: ["e"], action: "Edit and resend" },
      { keys: ["Shift", "F10"], action: "Menu of the message; also a right click" },
      { keys: ["Space"], action: "Pause or resume, in the list" },
      { keys: ["Esc"], action: "Close the open message" },
    ],
  },
];
