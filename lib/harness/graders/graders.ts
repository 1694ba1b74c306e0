import { z } from "zod";
import { cel } from "@/lib/harness/graders/cel";
import { contains } from "@/lib/harness/graders/contains";
import { exact } from "@/lib/harness/graders/exact";
import { fitsSchema } from "@/lib/harness/graders/fits-schema";
import { forbiddenTool } from "@/lib/harness/graders/forbidden-tool";
import type { Grade, Grader, TrialFacts } from "@/lib/harness/graders/grader";
import { jsonField } from "@/lib/harness/graders/json-field";
import { cost, latency, stepCount, tokens } from "@/lib/harness/graders/limits";
import { numeric } from "@/lib/harness/graders/numeric";
import { regex } from "@/lib/harness/graders/regex";
import { setF1 } from "@/lib/harness/graders/set-f1";
import { toolSequence } from "@/lib/harness/graders/tool-sequence";
import { toolUsed } from "@/lib/harness/graders/tool-used";

/** Every grader, in the order of the form. */
export const GRADERS = [
  exact,
  contains,
  regex,
  fitsSchema,
  jsonField,
  numeric,
  setF1,
  cel,
  toolUsed,
  toolSequence,
  forbiddenTool,
  stepCount,
  cost,
  latency,
  tokens,
] as const;

const Check = z.discriminatedUnion("kind", [
  exact.schema,
  contains.schema,
  regex.schema,
  fitsSchema.schema,
  jsonField.schema,
  numeric.schema,
  setF1.schema,
  cel.schema,
  toolUsed.schema,
  toolSequence.schema,
  forbiddenTool.schema,
  stepCount.schema,
  cost.schema,
  latency.schema,
  tokens.schema,
]);
export type Check = z.infer<typeof Check>;

/** One grader of a plan. `not` turns its answer round; `threshold` is the score from which it passes. */
export const GraderSpec = z.strictObject({
  name: z.string().trim().min(1).max(80),
  check: Check,
  not: z.boolean().default(false),
  weight: z.number().min(0).max(100).default(1),
  threshold: z.number().min(0).max(1).default(1),
});
export type GraderSpec = z.infer<typeof GraderSpec>;

export type Score = { verdict: "pass" | "fail" | "ungraded"; score: number | null; reason: string };

/** Characters of a reason. */
const MAX_REASON = 300;

/**
 * What one grader says of one trial. A run that did not succeed, or not in time, fails every grader, also a turned one;
 * one that was cancelled otherwise, one that the budget cut short and a grader that cannot answer are ungraded, which is never passed. Whatever the run answered, the reason is short and
 * can be stored.
 */
export function gradeTrial(spec: GraderSpec, facts: TrialFacts): Score {
  const score = scoreOf(spec, facts);
  return { ...score, reason: storable(score.reason) };
}

/** Postgres takes neither NUL nor half a surrogate pair, which every cut may leave. */
const storable = (reason: string): string => reason.slice(0, MAX_REASON).replaceAll("\0", "\uFFFD").toWellFormed();

function scoreOf(spec: GraderSpec, facts: TrialFacts): Score {
  if (facts.isOverdue) return { verdict: "fail", score: 0, reason: "The run was not over in time and was cancelled." };
  if (facts.isCutShort) return ungraded("The budget of the experiment did not leave the run what it needed.");
  if (facts.status === "cancelled") return ungraded("The run was cancelled.");
  if (facts.status !== "succeeded")
    return {
      verdict: "fail",
      score: 0,
      reason: `The run ended as ${facts.status}: ${facts.error ?? "no reason given"}`,
    };
  const grade = ask(spec.check, facts);
  if ("ungraded" in grade) return ungraded(grade.ungraded);
  const score = spec.not ? 1 - grade.score : grade.score;
  const passes = spec.not ? grade.score < spec.threshold : grade.score >= spec.threshold;
  return { verdict: passes ? "pass" : "fail", score, reason: grade.reason };
}

const ungraded = (reason: string): Score => ({ verdict: "ungraded", score: null, reason });

/** Parsed once for all trials of a turn: what a grader compiles of its settings is kept by them. */
const configs = new WeakMap<Check, z.infer<Grader["schema"]>>();

function ask(check: Check, facts: TrialFacts): Grade {
  const grader: Grader | undefined = GRADERS.find(({ schema }) => schema.shape.kind.value === check.kind);
  if (!grader) return { ungraded: `There is no grader "${check.kind}".` };
  try {
    const config = configs.get(check) ?? grader.schema.parse(check);
    configs.set(check, config);
    return grader.grade(config, facts);
  } catch (error) {
    return { ungraded: `The grader failed: ${error instanceof Error ? error.message : String(error)}` };
  }
}

/** Passed when every grader with a weight passed; null when one of them has no grade. `score` is the weighted mean. */
export function trialResult(
  specs: readonly GraderSpec[],
  scores: readonly Score[],
): { pass: boolean | null; score: number | null } {
  const counted = specs.flatMap(({ weight }, index) => {
    const score = scores[index];
    return score && weight > 0 ? [{ weight, ...score }] : [];
  });
  if (counted.length === 0 || counted.some((one) => one.verdict === "ungraded")) return { pass: null, score: null };
  const total = counted.reduce((sum, { weight }) => sum + weight, 0);
  const score = counted.reduce((sum, one) => sum + one.weight * (one.score ?? 0), 0) / total;
  return { pass: counted.every((one) => one.verdict === "pass"), score };
}
