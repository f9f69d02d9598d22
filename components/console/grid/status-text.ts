// What the status line of a message means. The codes are those that nats-server and its clients send: server/client.go
// (503), server/consumer.go (100, 400, 404, 408, 409, 423) and server/stream.go (204, 404, 408, 413).

interface StatusWords {
  /** For a row. */
  readonly title: string;
  /** A sentence, for the open message. */
  readonly meaning: string;
}

const WORDS: Readonly<Record<number, StatusWords>> = {
  100: {
    title: "control message",
    meaning:
      "JetStream tells that the consumer is alive, or asks to confirm that messages arrived.",
  },
  204: {
    title: "end of batch",
    meaning: "JetStream has sent all messages of a direct get of several.",
  },
  400: { title: "bad request", meaning: "JetStream could not read the pull request." },
  404: {
    title: "no messages",
    meaning:
      "There is no message now: none waits for the consumer, or the stream does not hold it.",
  },
  408: {
    title: "request ended",
    meaning: "The pull request expired, lost its subscriber, or was empty.",
  },
  409: {
    title: "pull ended",
    meaning:
      "JetStream ended the pull request: a limit of the consumer or of the request was reached, or the consumer or its leader changed.",
  },
  413: { title: "too many results", meaning: "A direct get would bring more than 1,024 subjects." },
  423: {
    title: "other client is pinned",
    meaning: "The consumer serves another client of its priority group.",
  },
  503: {
    title: "No responders",
    meaning: "No subscriber on the subject of the request.",
  },
};

export function statusText(status: number): string {
  const words = WORDS[status];
  return words === undefined ? `status ${status}` : `${status} ${words.title}`;
}

/** "" where nothing is known besides what the server said. */
export function statusMeaning(status: number): string {
  return WORDS[status]?.meaning ?? "";
}
