// The answers that an attempt can have, for the help.

import { outcomeTitle } from "@/lib/page/diagnosis/texts/cause-text";
import type { Outcome } from "@/lib/shared/facts/causes";

const MEANS: Record<Outcome, string> = {
  accepted: "The server verified this user JWT and the signature of its nonce.",
  refused:
    "It answered and refused these creds. Below are its words and what the file itself proves.",
  unchecked:
    "It accepted the connection without checking the creds, so nothing is proven about them.",
  unreachable: "No NATS server answered at that address.",
  ended: "Accepted before, then ended by the server or the network, with the reason.",
  unreadable: "The file holds no creds that can be sent; nothing was sent.",
};

export const ANSWERS = (Object.keys(MEANS) as Outcome[]).map((outcome) => ({
  answer: outcomeTitle(outcome),
  means: MEANS[outcome],
}));
