// Texts about the clients that read creds files: their names, and what each does with a file that it cannot
// read. The quoted words are the client's own, from the versions that lib/vault/creds/clients names. Called by
// the list of format issues and by the texts of causes.

import { joinWords } from "@/lib/page/format/words";
import type { ClientFamily, ClientRefusal, FormatIssue } from "@/lib/shared/facts/creds";

interface Client {
  readonly name: string;
  /** How it is named in a sentence. */
  readonly plural: string;
  /** Several where the client's words depend on what it found. */
  readonly says: Partial<Record<ClientRefusal["how"], string | readonly string[]>>;
}

const C_SAYS: Client["says"] = {
  "no-seed": "no nkey user seed found",
  "wrong-seed": ["base32: invalid data", "invalid checksum"],
};

/** In the order in which the page lists them. */
const CLIENTS: Record<ClientFamily, Client> = {
  "go-nkeys": {
    name: "Go",
    plural: "Go clients",
    says: {
      "no-seed": "nkeys: no nkey seed found",
      "wrong-seed": "unable to extract key pair from file",
    },
  },
  go: {
    name: "Go tools",
    plural: "Go tools",
    says: {
      "no-seed": "no nkey seed found",
      "wrong-seed": ["doesn't contain a seed nkey", "illegal base32 data", "invalid checksum"],
    },
  },
  javascript: {
    name: "JavaScript",
    plural: "JavaScript clients",
    says: {
      "no-jwt": "unable to parse credentials",
      "no-seed": "unable to parse credentials",
      "wrong-seed": "nkeys: invalid encoded key",
    },
  },
  java: {
    name: "Java",
    plural: "Java clients",
    says: {
      "no-seed": "Unable to connect to NATS servers",
      "wrong-seed": "Unable to connect to NATS servers",
    },
  },
  python: {
    name: "Python",
    plural: "Python clients",
    says: {
      "no-seed": ["object of type 'NoneType' has no len()", "nats: invalid user credentials"],
      "wrong-seed": "nkeys: invalid seed",
    },
  },
  dotnet: {
    name: ".NET",
    plural: ".NET clients",
    says: {
      "no-jwt": "Can't find JWT in credentials",
      "no-seed": "Can't find NKEY in credentials",
      "wrong-seed": "Invalid base32 character",
    },
  },
  rust: {
    name: "Rust",
    plural: "Rust clients",
    says: {
      "not-utf-8": "stream did not contain valid UTF-8",
      "no-jwt": "cannot parse user JWT from the credentials file",
      "no-seed": "cannot parse nkey from the credentials file",
    },
  },
  c: {
    name: "C",
    plural: "C clients",
    says: C_SAYS,
  },
  "c-before-3.9": { name: "C before 3.9", plural: "C clients before 3.9", says: C_SAYS },
};

const FAMILIES = Object.keys(CLIENTS) as readonly ClientFamily[];

const isFamily = (id: string): id is ClientFamily => Object.hasOwn(CLIENTS, id);

/** "Go clients, Python clients and .NET clients", from families in any order. */
export function clientNames(families: readonly string[]): string {
  const known = FAMILIES.filter((family) => families.includes(family));
  const other = families.filter((family) => !isFamily(family));
  return joinWords([...known.map((family) => CLIENTS[family].plural), ...other], "and");
}

export interface ClientAnswer {
  readonly client: ClientFamily;
  readonly state: "accepted" | "refused" | "hangs";
  readonly name: string;
  /** What it does with the file. */
  readonly text: string;
}

/** What each client does with the file as it is written. */
export function clientAnswers(form: readonly FormatIssue[]): readonly ClientAnswer[] {
  const refusals = form.flatMap(({ refusedBy }) => refusedBy);
  return FAMILIES.map((client) => {
    const how = refusals.find((one) => one.client === client)?.how ?? null;
    const { name, says } = CLIENTS[client];
    if (how === null) return { client, state: "accepted", name, text: "reads it" };
    const quotes = [says[how] ?? []].flat().map((quote) => `“${quote}”`);
    const words = quotes.length === 0 ? "" : `: ${joinWords(quotes, "or")}`;
    const state = how === "hangs" ? "hangs" : "refused";
    return { client, state, name, text: `${DOES[how]}${words}` };
  });
}

const DOES: Record<ClientRefusal["how"], string> = {
  hangs: "hangs: it looks for the line BEGIN NATS USER JWT without end",
  "not-utf-8": "refuses the file",
  "no-jwt": "finds no JWT",
  "no-seed": "finds no seed",
  "wrong-seed": "takes other text for the seed",
  "wrong-jwt": "sends other text as the JWT, and the server says Authorization Violation",
};
