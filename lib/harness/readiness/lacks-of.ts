import type { TargetFacts } from "@/lib/harness/readiness/target-facts";
import type { ModelSlot } from "@/lib/release/program";

type Asks = Pick<ModelSlot, "needs" | "minWindow">;
type Known = Pick<TargetFacts["models"][number], "can" | "contextWindow">;

/** What a slot asks for and a model is known to lack, in words. What is not known rules nothing out. */
export function lacksOf({ needs = [], minWindow = 0 }: Asks, { can, contextWindow }: Known): string[] {
  return [
    ...(needs.includes("tools") && can?.tools === false ? ["calls of tools"] : []),
    ...(needs.includes("json-schema") && can?.jsonSchema === false ? ["answers as data"] : []),
    ...(contextWindow !== undefined && contextWindow < minWindow
      ? [`a window of ${minWindow} tokens (it has ${contextWindow})`]
      : []),
  ];
}
