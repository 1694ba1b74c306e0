import { z } from "zod";
import { defineGrader, yes } from "@/lib/harness/graders/grader";
import { NO_TRACE } from "@/lib/harness/graders/no-trace";
import { Key } from "@/lib/release/binding";

export const toolSequence = defineGrader({
  title: "Tools in order",
  description:
    "exact: these calls and no others. ordered: these calls in this order, others between. subset: these calls, in any order.",
  schema: z.strictObject({
    kind: z.literal("tool-sequence"),
    tools: z.array(Key).max(50),
    match: z.enum(["exact", "subset", "ordered"]).default("ordered"),
  }),
  grade: ({ tools, match }, facts) => {
    if (!facts.tools) return NO_TRACE;
    const isRight = MATCHES[match](tools, facts.tools);
    return yes(isRight, `Called: ${facts.tools.join(", ") || "nothing"}.`);
  },
});

const MATCHES = {
  exact: (wanted: readonly string[], used: readonly string[]) => wanted.join() === used.join(),
  ordered: (wanted: readonly string[], used: readonly string[]) => {
    let next = 0;
    for (const tool of used) if (tool === wanted[next]) next += 1;
    return next === wanted.length;
  },
  subset: (wanted: readonly string[], used: readonly string[]) => {
    const left = [...used];
    return wanted.every((tool) => {
      const at = left.indexOf(tool);
      if (at >= 0) left.splice(at, 1);
      return at >= 0;
    });
  },
};
