import { z } from "zod";
import { defineGrader, NO_EXPECTED, yes } from "@/lib/harness/graders/grader";
import { short, valueAt } from "@/lib/harness/graders/value-at";
import { canonicalJson } from "@/lib/release/canonical-json";

export const jsonField = defineGrader({
  title: "A field has a value",
  description: "A field of the output (JSON pointer) equals a value, or the same field of the expected answer.",
  schema: z.strictObject({ kind: z.literal("json-field"), at: z.string().min(1).max(200), value: z.json().optional() }),
  grade: ({ at, value }, { output, expected }) => {
    const wanted = value === undefined && expected !== undefined ? valueAt(expected, at) : value;
    if (wanted === undefined) return NO_EXPECTED;
    const found = valueAt(output, at);
    const isEqual = found !== undefined && canonicalJson(found) === canonicalJson(wanted);
    const shown = found === undefined ? "nothing" : short(canonicalJson(found));
    return yes(isEqual, `${at} is ${shown}${isEqual ? "" : `, not ${short(canonicalJson(wanted))}`}.`);
  },
});
