/** What stands for the older messages of a conversation. Versions are never changed; the newest that is there is told. */
export type ThreadSummary = {
  version: number;
  /** The messages that it stands for, first and last. */
  fromSeq: number;
  toSeq: number;
  text: string;
  /** Of those messages, as they would have been sent. */
  sourceTokens: number;
  /** The lowest of its sources, at most `derived`. */
  trust: "derived" | "untrusted";
  /** `extract`: sentences of the messages, word for word; no model was asked. */
  method: "model" | "extract";
  /** Of the numbers, names, addresses and dates in the messages, how many it still has. */
  identifiers: { kept: number; total: number };
};

/** From this share on, a summary counts as complete. */
const COMPLETE = 0.9;

/** Whether too many of the identifiers are missing. */
export const lacksIdentifiers = ({ identifiers: { kept, total } }: Pick<ThreadSummary, "identifiers">): boolean =>
  kept < total * COMPLETE;
