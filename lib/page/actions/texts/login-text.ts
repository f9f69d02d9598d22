/** Titles of toasts about a token, or a user and password. */
export const loginText = {
  notAdded: "Nothing was added to these creds",
  notRemoved: "Nothing was removed from these creds",
};
