// What the user reads when the tour could not begin.

export const tourText = {
  notLoaded: {
    title: "The tour was not loaded",
    text: "A file of it could not be fetched from this page's own host. Reload the page and try again.",
  },
};
