import type { Json } from "@/lib/release/json-schema";
import type { Variables } from "@/lib/release/variables";

/** Variables of an expression: `steps.<key>.output`, `item` and `index` inside a map, `iter` inside a map or a loop. */
export type ExpressionScope = {
  input: Json;
  steps: Record<string, { output: Json }>;
  state: Record<string, Json>;
  item?: Json;
  index?: number;
  /** The round of the innermost map or loop, from 0, and what a loop carries into it. */
  iter?: { index: number; carry: Record<string, Json> };
  /** Values of the environment, as they were when the run was started. Absent where no run is. */
  vars?: Variables;
  run: { id: string; environment: string; startedAt: string; threadId: string | null; userId: string | null };
};

/** Every name that an expression may start with. */
export const SCOPE_NAMES = ["input", "steps", "state", "item", "index", "iter", "vars", "run"] as const;
