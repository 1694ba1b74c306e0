import { RE2JS } from "re2js";
import { z } from "zod";
import { defineGrader, yes } from "@/lib/harness/graders/grader";
import { textOf, valueAt } from "@/lib/harness/graders/value-at";

/** RE2 takes time linear in the text, whatever the pattern. */
export const regex = defineGrader({
  title: "Matches a pattern",
  description: "A regular expression (RE2 syntax) matches somewhere in the output.",
  schema: z.strictObject({
    kind: z.literal("regex"),
    at: z.string().max(200).default(""),
    pattern: z.string().min(1).max(200),
    ignoreCase: z.boolean().default(true),
  }),
  grade: ({ at, pattern, ignoreCase }, { output }) => {
    const text = textOf(valueAt(output, at)).slice(0, 100_000);
    const matches = RE2JS.compile(pattern, ignoreCase ? RE2JS.CASE_INSENSITIVE : 0)
      .matcher(text)
      .find();
    return yes(matches, `/${pattern}/ ${matches ? "matches" : "does not match"}.`);
  },
});
