// The part of a team's config.json that the page gets: the servers of this instance and its defaults. The
// server checks the file at its start (scripts/config); config.ts reads what it answers.

import type { SavedMessage } from "@/lib/page/state/saved-message";
import type { ENVIRONMENTS, SERVER_COLOURS } from "./config-values.mjs";

export type Environment = (typeof ENVIRONMENTS)[number];
export type ServerColour = (typeof SERVER_COLOURS)[number];

/** The settings for a server, from its own entry or from the instance. */
export interface ServerDefaults {
  /** Subjects that the subscribe bar offers. */
  readonly subjects: readonly string[];
  /** Used where the permissions allow it. Null = the usual one. */
  readonly inboxPrefix: string | null;
  readonly jetstreamDomain: string | null;
}

export interface ListedServer extends ServerDefaults {
  readonly name: string;
  /** Ready to dial. For a bridge target it is the address of the bridge on the page's own host. */
  readonly address: string;
  /** The name of the bridge target. Null = the browser reaches the server itself. */
  readonly bridge: string | null;
  readonly note: string;
  readonly colour: ServerColour | null;
  readonly environment: Environment | null;
}

export interface PageConfig extends ServerDefaults {
  readonly title: string | null;
  /** Only listed servers can be reached. The browser enforces it by the policy of the vault's script. */
  readonly isLocked: boolean;
  readonly servers: readonly ListedServer[];
  /** The time that an attempt may take, in milliseconds. */
  readonly attemptMs: number;
  /** Offered beside the messages that the user saved. */
  readonly messages: readonly SavedMessage[];
}
