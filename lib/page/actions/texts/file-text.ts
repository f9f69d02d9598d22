// What the user reads when files were not opened.

export const fileText = {
  credsNotRead: "The creds were not read",
  notOpened: (name: string) => `${name} was not opened`,
};
