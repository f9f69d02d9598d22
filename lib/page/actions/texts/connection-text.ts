// What the user reads when a host was not asked.

export const HOST_NOT_PROBED = "The host was not asked";
