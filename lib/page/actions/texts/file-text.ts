// What the user reads when files were not opened.

export const fileText = {
  credsNotRead: "The creds were not read",
  notOpened: (name: string) => `${name} was not opened`,
  notHandedOver: "This browser did not hand over the dropped file",
  howToChoose: "It gave this page the file's address only. Use Choose files, or paste the text.",
};
