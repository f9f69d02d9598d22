// What the user reads after an action on loaded creds.

export const entryText = {
  forgotten: (label: string) => `Forgot ${label}`,
  allForgotten: (count: number) =>
    count === 1 ? "Forgot 1 creds file" : `Forgot ${count} creds files`,
  whatWasWiped: "The seed is wiped, its connection is closed and its messages are deleted.",
  undo: "Undo",
  notForgotten: (label: string) => `${label} was not forgotten`,
  nothingForgotten: "Nothing was forgotten",
  noCopy: "No cleaned copy was made",
  noCopies: "No cleaned copies were made",
  copies: (files: number) =>
    files === 1 ? "The archive holds 1 cleaned file" : `The archive holds ${files} cleaned files`,
  missed: (count: number) =>
    count === 1
      ? "1 file changed or could not be read again. Drop it again to clean it."
      : `${count} files changed or could not be read again. Drop them again to clean them.`,
};
