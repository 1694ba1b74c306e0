import { z } from "zod";
import { defineGrader, NO_EXPECTED, yes } from "@/lib/harness/graders/grader";
import { isSameValue, saysTheSame } from "@/lib/harness/graders/same-answer";
import { short, textOf, valueAt } from "@/lib/harness/graders/value-at";

export const exact = defineGrader({
  title: "Equals the expected answer",
  description: "The output is the expected answer: as JSON, or as text without regard to case and white space.",
  schema: z.strictObject({
    kind: z.literal("exact"),
    at: z.string().max(200).default(""),
    loose: z.boolean().default(true),
  }),
  grade: ({ at, loose }, { output, expected }) => {
    if (expected === undefined) return NO_EXPECTED;
    const found = valueAt(output, at);
    const isEqual = loose ? saysTheSame(found, expected) : isSameValue(found, expected);
    return yes(isEqual, isEqual ? "Equal." : `"${short(textOf(found))}" instead of "${short(textOf(expected))}".`);
  },
});
