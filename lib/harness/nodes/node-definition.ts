import type { DraftNode } from "@/lib/harness/graph/draft";
import type { NodeKind } from "@/lib/release/node-config";
import type { StepPolicy } from "@/lib/release/step-policy";

export type NodeDefinition = {
  kind: NodeKind;
  title: string;
  /** One sentence for the palette and the inspector. */
  description: string;
  group: "Start and end" | "Models" | "Tools" | "Flow" | "People" | "Data" | "Memory";
  /** Other words that people search by. */
  synonyms: string;
  config: DraftNode["config"];
  in: DraftNode["in"];
  policy: Partial<StepPolicy>;
};

export const timeout = (seconds: number) => ({ timeoutMs: seconds * 1_000 });
