import { z } from "zod";
import { defineGrader, yes } from "@/lib/harness/graders/grader";
import { NO_TRACE } from "@/lib/harness/graders/no-trace";
import { Key } from "@/lib/release/binding";

export const forbiddenTool = defineGrader({
  title: "A tool is not used",
  description: "The run never calls any of these tools.",
  schema: z.strictObject({ kind: z.literal("forbidden-tool"), tools: z.array(Key).min(1).max(20) }),
  grade: ({ tools }, facts) => {
    if (!facts.tools) return NO_TRACE;
    const used = facts.tools.filter((tool) => tools.includes(tool));
    return yes(used.length === 0, used.length === 0 ? "None was called." : `${used[0]} was called.`);
  },
});
