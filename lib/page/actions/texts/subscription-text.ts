// What the user reads when a saved set was not taken.

export const SET_NOT_SUBSCRIBED = "The set was not subscribed to";
