// What a team's config.json says to the page: the servers of this instance and its defaults. The file
// is checked by the server at its start (scripts/config); here it is only read (lib/page/config/config.ts).

export const ENVIRONMENTS = ["production", "staging", "test", "development"] as const;
export type Environment = (typeof ENVIRONMENTS)[number];

export const SERVER_COLOURS = ["blue", "green", "amber", "violet", "pink", "teal"] as const;
export type ServerColour = (typeof SERVER_COLOURS)[number];

/** What holds for a server, by its own entry or by the instance's default. */
export interface ServerDefaults {
  /** Offered to subscribe to. */
  readonly subjects: readonly string[];
  /** Preferred where the permissions allow it; null = the usual one. */
  readonly inboxPrefix: string | null;
  readonly jetstreamDomain: string | null;
}

export interface ListedServer extends ServerDefaults {
  readonly name: string;
  /** Ready to dial: for a bridge target that of the bridge on the page's own host. */
  readonly address: string;
  /** Name of the bridge target that it stands for; null = reached by the browser itself. */
  readonly bridge: string | null;
  readonly note: string;
  readonly colour: ServerColour | null;
  readonly environment: Environment | null;
}

export interface PageConfig extends ServerDefaults {
  readonly title: string | null;
  /** Only listed servers can be reached: the policy of the vault's script says so to the browser. */
  readonly isLocked: boolean;
  readonly servers: readonly ListedServer[];
  /** Milliseconds that an attempt may take. */
  readonly attemptMs: number;
}
