import { z } from "zod";
import { firstNumber } from "@/lib/harness/graders/first-number";
import { defineGrader, NO_EXPECTED, yes } from "@/lib/harness/graders/grader";
import { onlyMember, valueAt } from "@/lib/harness/graders/value-at";
import type { Json } from "@/lib/release/json-schema";

/** The first number of a value: itself, or in a text, or in the only member of an object. */
function numberIn(value: Json | undefined): number | null {
  const only = onlyMember(value);
  return typeof only === "number" ? only : typeof only === "string" ? firstNumber(only) : null;
}

export const numeric = defineGrader({
  title: "A number is close enough",
  description: "A number in the output is within a tolerance of the expected one.",
  schema: z.strictObject({
    kind: z.literal("numeric"),
    at: z.string().max(200).default(""),
    /** Absolute, or a share of the expected number. */
    tolerance: z.number().min(0).default(0),
    relative: z.boolean().default(false),
  }),
  grade: ({ at, tolerance, relative }, { output, expected }) => {
    if (expected === undefined) return NO_EXPECTED;
    const wanted = numberIn(valueAt(expected, at) ?? expected);
    if (wanted === null) return { ungraded: "The expected answer holds no number." };
    const found = numberIn(valueAt(output, at));
    if (found === null) return yes(false, "The output holds no number.");
    const allowed = relative ? Math.abs(wanted) * tolerance : tolerance;
    return yes(Math.abs(found - wanted) <= allowed, `${found} against ${wanted}, tolerance ${allowed}.`);
  },
});
