import { z } from "zod";
import { defineGrader, NO_EXPECTED, yes } from "@/lib/harness/graders/grader";
import { short, textOf, valueAt } from "@/lib/harness/graders/value-at";

export const contains = defineGrader({
  title: "Contains a text",
  description: "The output contains a text, or the expected answer when no text is given; without regard to case.",
  schema: z.strictObject({
    kind: z.literal("contains"),
    at: z.string().max(200).default(""),
    text: z.string().max(2_000).default(""),
  }),
  grade: ({ at, text }, { output, expected }) => {
    const wanted = text || textOf(expected);
    if (wanted === "") return NO_EXPECTED;
    const isThere = textOf(valueAt(output, at)).toLowerCase().includes(wanted.toLowerCase());
    return yes(isThere, `"${short(wanted)}" is ${isThere ? "in" : "not in"} the output.`);
  },
});
