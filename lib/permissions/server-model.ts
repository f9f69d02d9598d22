// What differs between server versions in the checks of permissions.

/** The versions that behave alike for us; "2.15" stands for it and anything newer. */
export interface ServerModel {
  /** As told by INFO; "" = not known. */
  readonly version: string;
  /** False: not known or never tried; the newest is assumed, and where versions differ the answer is unknown. */
  readonly isKnown: boolean;
}

/** `version` of INFO; null when there is no connection. */
export function serverModel(version: string | null): ServerModel {
  return { version: version ?? "", isKnown: version !== null };
}
