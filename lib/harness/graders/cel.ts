import { z } from "zod";
import { defineGrader, yes } from "@/lib/harness/graders/grader";
import { evaluateCel } from "@/lib/release/expressions/evaluate-cel";

export const cel = defineGrader({
  title: "A condition holds",
  description: "A CEL condition over input.output, input.expected and input.input.",
  schema: z.strictObject({ kind: z.literal("cel"), condition: z.string().min(1).max(2_000) }),
  grade: ({ condition }, { input, output, expected }) => {
    const value = evaluateCel(condition, {
      input: { input, output, expected: expected ?? null },
      ...{ steps: {}, state: {} },
      run: { id: "", environment: "draft", startedAt: "", threadId: null, userId: null },
    });
    if (typeof value !== "boolean")
      return { ungraded: `The condition gives ${JSON.stringify(value)}, not true or false.` };
    return yes(value, `The condition is ${value}.`);
  },
});
