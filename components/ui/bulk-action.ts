import type { ReactNode } from "react";

/** One act on many rows: a call for each of them. */
export type BulkAction<Row> = {
  /** "Archive". */
  verb: string;
  /** "Archiving", while it goes on. */
  doing: string;
  /** "archived", of what it was done to. */
  done: string;
  /** The key for it while rows are selected. */
  shortcut: string;
  icon: ReactNode;
  /** It brings something on its way instead of taking it away; its button is no warning then. */
  isHarmless?: boolean;
  /** What will happen, for the question before it. */
  meaning: ReactNode;
  /** Why it cannot be done to a row, as a sentence; null when it can be tried. */
  refusal?: (row: Row) => string | null;
  act: (row: Row) => Promise<unknown>;
  /** After the last call, also when some of them were refused. */
  onSettled: () => Promise<unknown>;
};

/** An act that was asked for, with the rows that were selected then. */
export type Asked<Row> = { action: BulkAction<Row>; rows: readonly Row[] };

/** What can be done to many rows of a table. */
export type Bulk<Row> = {
  /** One of them and many: "harness", "harnesses". */
  noun: readonly [one: string, many: string];
  nameOf: (row: Row) => string;
  actions: readonly BulkAction<Row>[];
};
