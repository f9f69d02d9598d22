// What the user reads when a deep link was not followed as a whole.

export const SERVER_NOT_LISTED = "The link names a server that is not listed here";
