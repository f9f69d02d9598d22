// A dialog that covers the page: keys and pastes are not meant for what is behind it. The help of a cause is beside the
// page and covers nothing. Used by components/shell.

export const isCovered = (): boolean =>
  document.querySelector("dialog[open]:not([data-beside])") !== null;
