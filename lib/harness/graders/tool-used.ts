import { z } from "zod";
import { defineGrader, yes } from "@/lib/harness/graders/grader";
import { NO_TRACE } from "@/lib/harness/graders/no-trace";
import { Key } from "@/lib/release/binding";

export const toolUsed = defineGrader({
  title: "A tool is used",
  description: "The run calls a tool, at least so many times.",
  schema: z.strictObject({ kind: z.literal("tool-used"), tool: Key, atLeast: z.int().min(1).max(1_000).default(1) }),
  grade: ({ tool, atLeast }, { tools }) => {
    if (!tools) return NO_TRACE;
    const times = tools.filter((used) => used === tool).length;
    return yes(times >= atLeast, `${tool} was called ${times === 1 ? "once" : `${times} times`}.`);
  },
});
