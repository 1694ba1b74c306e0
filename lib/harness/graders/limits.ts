import { z } from "zod";
import { defineGrader, type Grade } from "@/lib/harness/graders/grader";

/** 1 up to the limit, then less the further beyond. */
function within(value: number, max: number, unit: string): Grade {
  return { score: value <= max ? 1 : max / value, reason: `${value} ${unit}, at most ${max}.` };
}

const positive = z.number().positive();

export const stepCount = defineGrader({
  title: "Few steps",
  description: "The run takes at most so many steps.",
  schema: z.strictObject({ kind: z.literal("step-count"), max: z.int().min(1).max(5_000) }),
  grade: ({ max }, { steps }) => within(steps, max, "steps"),
});

export const cost = defineGrader({
  title: "Cheap enough",
  description: "The run costs at most so many US dollars.",
  schema: z.strictObject({ kind: z.literal("cost"), maxUsd: positive }),
  grade: ({ maxUsd }, { costMicros }) => within(costMicros / 1_000_000, maxUsd, "USD"),
});

export const latency = defineGrader({
  title: "Fast enough",
  description: "The run takes at most so many milliseconds from its start to its end.",
  schema: z.strictObject({ kind: z.literal("latency"), maxMs: positive }),
  grade: ({ maxMs }, { latencyMs }) => within(latencyMs, maxMs, "ms"),
});

export const tokens = defineGrader({
  title: "Few tokens",
  description: "The model calls of the run take at most so many tokens, in and out.",
  schema: z.strictObject({ kind: z.literal("tokens"), max: positive }),
  grade: ({ max }, facts) => within(facts.tokens, max, "tokens"),
});
