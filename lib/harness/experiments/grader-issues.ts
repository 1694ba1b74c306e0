import type { Plan } from "@/lib/harness/experiments/schema";
import type { Check } from "@/lib/harness/graders/graders";
import { checkCel } from "@/lib/release/expressions/evaluate-cel";
import { isPattern } from "@/lib/release/is-pattern";
import { schemaProblem } from "@/lib/release/schema-problem";

/** Graders that would leave every trial ungraded, whatever it answers. */
export function graderIssues({ graders }: Pick<Plan, "graders">): { pointer: string; message: string }[] {
  const unfit = graders.flatMap(({ name, check }, index) => {
    const found = checkProblem(check);
    if (!found) return [];
    const message = `The grader "${name}" can grade nothing. ${found.problem}`;
    return [{ pointer: `/plan/graders/${index}/check/${found.field}`, message }];
  });
  if (graders.some(({ weight }) => weight > 0)) return unfit;
  return [
    ...unfit,
    { pointer: "/plan/graders", message: "Give one grader a weight above 0: without one no trial passes." },
  ];
}

/** The setting of a grader that cannot work, and why. */
export function checkProblem(check: Check): { field: string; problem: string } | null {
  switch (check.kind) {
    case "regex":
      return isPattern(check.pattern) ? null : { field: "pattern", problem: "RE2 cannot read this pattern." };
    case "cel": {
      const checked = checkCel(check.condition, "bool");
      return checked.ok ? null : { field: "condition", problem: checked.error.message };
    }
    case "json-schema": {
      const problem = schemaProblem(check.schema);
      return problem === null ? null : { field: "schema", problem };
    }
    default:
      return null;
  }
}
