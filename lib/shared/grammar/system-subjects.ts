// Subjects of services that a nats-server itself answers. Used by page and vault.

/** The server names the asking user and its permissions here (nats-server 2.10 and newer). */
export const USER_INFO_SUBJECT = "$SYS.REQ.USER.INFO";
