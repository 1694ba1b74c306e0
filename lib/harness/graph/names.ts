import type { Draft, DraftNode } from "@/lib/harness/graph/draft";
import type { KnownValues } from "@/lib/harness/graph/known-values";
import type { JsonSchema } from "@/lib/release/json-schema";

/** A step whose output can be read: always, or on some paths only. */
export type ReadableStep = { node: DraftNode; isOptional: boolean; schema: JsonSchema };

/** Every name that an expression of a node can use, with what is known about it. */
export type Names = Omit<KnownValues, "stepOf" | "state"> & {
  stepOf(key: string): ReadableStep | undefined;
  steps: readonly ReadableStep[];
  state: Draft["state"];
  /** Whether the node is inside a map (`item`, `index`, `iter`), and inside a loop (`iter`). */
  isInMap: boolean;
  isInLoop: boolean;
  /** Keys of all steps of the harness, whether they can be read here or not. */
  allKeys: ReadonlySet<string>;
};
