// The terms of the filter of messages. Shown under the field while it is empty, and in the help.

export const FILTER_SYNTAX = [
  ["orders.>", "a subject, with * and >"],
  ["eur", "text in subject, headers or payload"],
  ['"a b"', "text with spaces; 'A b' matches case"],
  ["size>=10k", "payload size; also < <= > ="],
  ["header:Name=v", "or header:Name, header:Name~part"],
  [".total > 100", "a value of the JSON payload"],
  ["after:10:05", "or before:, with a date or a time"],
  ["hex:0a0d", "bytes of the payload"],
  ["reply:_INBOX.>", "or status:503, of a reply"],
  ["-orders.eu.>", "not this; before any term"],
  ["EUR | USD", "one of these; between any terms"],
  ["(a -b) | c", "parentheses group"],
  ["/^ab?c/i", "a regular expression; i = in any case"],
  ["sub:orders.>", "came by this subscription"],
] as const;
