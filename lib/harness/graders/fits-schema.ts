import { z } from "zod";
import { defineGrader, yes } from "@/lib/harness/graders/grader";
import { valueAt } from "@/lib/harness/graders/value-at";
import { JsonSchema } from "@/lib/release/json-schema";
import { jsonValueIssues } from "@/lib/release/json-value-issues";

export const fitsSchema = defineGrader({
  title: "Fits a JSON Schema",
  description: "The output, or a part of it, fits a JSON Schema.",
  schema: z.strictObject({ kind: z.literal("json-schema"), at: z.string().max(200).default(""), schema: JsonSchema }),
  grade: ({ at, schema }, { output }) => {
    const [issue] = jsonValueIssues(schema, valueAt(output, at));
    return yes(!issue, issue ? `${issue.pointer || "/"}: ${issue.message}` : "Fits.");
  },
});
