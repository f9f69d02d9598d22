// What the user reads after a restart of the vault.

const MAX_NAMES = 20;

export const vaultText = {
  restarted: "The vault was restarted",
  addCredsAgain: "Add the creds again.",
  setAside: (count: number) =>
    count === 1 ? "1 file was set aside" : `${count} files were set aside`,
  whySetAside: (names: readonly string[]) => {
    const more = names.length - MAX_NAMES;
    const list = names.slice(0, MAX_NAMES).join(", ") + (more > 0 ? ` and ${more} more` : "");
    return names.length === 1
      ? `The vault was reading ${list} when it stopped, so it was not read again. Drop it again to try once more.`
      : `The vault was reading these files when it stopped, so they were not read again: ${list}. Drop them again to try once more.`;
  },
  notConnected: "The creds were not connected again",
};
