// What the user reads when the browser's storage is full.

export const storageText = {
  isFull: "The browser's storage for this site is full",
  whatLasts:
    "Theme, recent servers, named filters, searches, sets of subscriptions and lists from now on last for this visit only. Messages and connections are not kept there and are not affected.",
};
