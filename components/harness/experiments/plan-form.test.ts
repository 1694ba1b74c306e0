import { expect, test } from "vitest";
import { emptyForm, NEW_GRADER, type PlanForm, readPlan } from "@/components/harness/experiments/plan-form";

const form: PlanForm = { ...emptyForm("support"), name: "Two prompts", dataset: "questions" };

test("a plan is not sent with another setting than the one on the screen, nor with a grader that can never answer", () => {
  expect(readPlan(form).ok).toBe(true);
  const unread = { ...NEW_GRADER, id: "g", name: "Shape", unread: { schema: "This is not JSON." } };
  expect(readPlan({ ...form, graders: [unread] })).toEqual({
    ok: false,
    problem: 'The grader "Shape" has a setting that cannot be read. This is not JSON.',
  });
  const broken = { ...NEW_GRADER, id: "g", check: { kind: "regex", at: "", pattern: "(", ignoreCase: true } as const };
  expect(readPlan({ ...form, graders: [broken] })).toMatchObject({ ok: false });
});
