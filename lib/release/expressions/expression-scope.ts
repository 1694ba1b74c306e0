import type { Json } from "@/lib/release/json-schema";

/** Variables of an expression: `steps.<key>.output`, `item` and `index` inside a map. */
export type ExpressionScope = {
  input: Json;
  steps: Record<string, { output: Json }>;
  state: Record<string, Json>;
  item?: Json;
  index?: number;
  run: { id: string; environment: string; startedAt: string; threadId: string | null; userId: string | null };
};

/** Every name that an expression may start with. */
export const SCOPE_NAMES = ["input", "steps", "state", "item", "index", "run"] as const;
