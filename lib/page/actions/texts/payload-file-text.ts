// What is said about a file that cannot be a payload.

export const fileTooLargeText = {
  title: "The file was not taken",
  detail: "A payload from a file has at most 8 MiB.",
};
