// How the terms of the filter are joined, for the help: each rule with a filter and what it finds among a few messages.
// filter-examples.test.ts runs them in the vault.

export const FILTERED_MESSAGES = [
  { subject: "orders.eu.new", payload: '{"item":"lamp","total":120,"currency":"EUR"}' },
  { subject: "orders.us.new", payload: '{"item":"Lamp","total":80,"currency":"USD"}' },
  { subject: "orders.us.paid", payload: '{"item":"chair","total":-10,"currency":"USD"}' },
  { subject: "metrics.cpu", payload: "0.4" },
] as const;

export interface FilterExample {
  readonly says: string;
  readonly filter: string;
  /** Subjects of FILTERED_MESSAGES. */
  readonly finds: readonly string[];
}

export const FILTER_EXAMPLES: readonly FilterExample[] = [
  {
    says: "Terms beside each other must all match.",
    filter: "orders.> usd",
    finds: ["orders.us.new", "orders.us.paid"],
  },
  {
    says: "Several subjects are a list, of which one is enough. So it is with sub:, reply: and status:.",
    filter: "orders.eu.> metrics.>",
    finds: ["orders.eu.new", "metrics.cpu"],
  },
  {
    says: "| means one of both. It binds tighter than the blank.",
    filter: "chair | eur orders.>",
    finds: ["orders.eu.new", "orders.us.paid"],
  },
  {
    says: "- before a term or a parenthesis: not this.",
    filter: "orders.> -(chair | eur)",
    finds: ["orders.us.new"],
  },
  {
    says: "Parentheses group.",
    filter: "(orders.us.> lamp) | metrics.>",
    finds: ["orders.us.new", "metrics.cpu"],
  },
  {
    says: "Case counts in single quotes only.",
    filter: "'Lamp'",
    finds: ["orders.us.new"],
  },
  {
    says: "A text with blanks, or one that begins with -, / or (, goes into quotes.",
    filter: '"-10"',
    finds: ["orders.us.paid"],
  },
  {
    says: "Values of a JSON payload are compared by their path; && and the blank are the same.",
    filter: '.total >= 80 && .currency == "USD"',
    finds: ["orders.us.new"],
  },
  {
    says: "Regular expressions are those of RE2: none can take forever, so there is no look-around and no back reference.",
    filter: "/(eu|cpu)$|chair/",
    finds: ["orders.us.paid", "metrics.cpu"],
  },
];
