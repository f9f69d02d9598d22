// What is said about a file that cannot be a payload.

export const fileTooLargeText = {
  title: "The file was not taken",
  detail: "A payload from a file has at most 8 MiB.",
};

export const fileUnreadText = {
  title: "The file was not taken",
  detail: "The browser could not read it. Choose it again.",
};
