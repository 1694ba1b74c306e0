import { z } from "zod";
import { defineGrader, NO_EXPECTED } from "@/lib/harness/graders/grader";
import { onlyMember, valueAt } from "@/lib/harness/graders/value-at";
import { canonicalJson } from "@/lib/release/canonical-json";
import type { Json } from "@/lib/release/json-schema";

const setOf = (value: Json | undefined): Set<string> | null => {
  const items = typeof value === "string" ? value.split(/[,;\n]/).map((item) => item.trim()) : value;
  if (!Array.isArray(items)) return null;
  return new Set(
    items
      .filter((item) => item !== "")
      .map((item) => (typeof item === "string" ? item.toLowerCase() : canonicalJson(item))),
  );
};

export const setF1 = defineGrader({
  title: "Lists the same things",
  description: "F1 of two sets: how many listed things are right, and how many right things are listed.",
  schema: z.strictObject({ kind: z.literal("set-f1"), at: z.string().max(200).default("") }),
  grade: ({ at }, { output, expected }) => {
    if (expected === undefined) return NO_EXPECTED;
    const wanted = setOf(onlyMember(valueAt(expected, at) ?? expected));
    if (!wanted) return { ungraded: "The expected answer is not a list." };
    const found = setOf(onlyMember(valueAt(output, at)));
    if (!found) return { score: 0, reason: "The output is not a list." };
    if (found.size + wanted.size === 0) return { score: 1, reason: "Both lists are empty." };
    const right = [...found].filter((item) => wanted.has(item)).length;
    const score = (2 * right) / (found.size + wanted.size);
    return { score, reason: `${right} of ${found.size} listed are right; ${wanted.size} were wanted.` };
  },
});
