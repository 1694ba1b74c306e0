import { z } from "zod";
import { defineGrader, NO_EXPECTED, yes } from "@/lib/harness/graders/grader";
import { valueAt } from "@/lib/harness/graders/value-at";
import type { Json } from "@/lib/release/json-schema";

const NUMBER = /-?\d+(?:[.,]\d+)?/;

function numberIn(value: Json | undefined): number | null {
  if (typeof value === "number") return value;
  const found = typeof value === "string" ? NUMBER.exec(value)?.[0] : undefined;
  return found === undefined ? null : Number(found.replace(",", "."));
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
