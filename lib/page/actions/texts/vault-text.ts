// What the user reads after a restart of the vault.

export const vaultText = {
  restarted: "The vault was restarted",
  addCredsAgain: "Add the creds again.",
  notConnected: "The creds were not connected again",
};
