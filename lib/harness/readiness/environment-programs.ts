import { programFingerprint } from "@/lib/harness/experiments/program-fingerprint";
import type { TargetFacts } from "@/lib/harness/readiness/target-facts";
import { type BoundModels, boundModel, withBoundModels } from "@/lib/release/bound-models";
import type { Program } from "@/lib/release/program";

type Environment = "staging" | "production";
/** A program as environments run it. */
export type EnvironmentProgram = {
  fingerprint: string;
  /** Absent: as it is. Else where other models are bound to its slots, and which, as the object of a sentence. */
  bound?: { environments: Environment[]; models: string };
};

/** The programs that staging and production run of one: the same, or others where a model is bound to a slot. */
export function environmentPrograms(program: Program, slots: TargetFacts["slots"]): EnvironmentProgram[] {
  const asItIs = programFingerprint(program);
  const found = new Map<string, EnvironmentProgram>();
  for (const environment of ["staging", "production"] as const) {
    const bound = slots?.[environment] ?? {};
    const runs = withBoundModels(program, bound);
    const fingerprint = runs === program ? asItIs : programFingerprint(runs);
    const known = found.get(fingerprint)?.bound;
    const environments = [...(known?.environments ?? []), environment];
    found.set(fingerprint, {
      fingerprint,
      ...(fingerprint !== asItIs && { bound: { environments, models: modelsInWords(program, bound) } }),
    });
  }
  return [...found.values()];
}

/** `slot "main" on openai/gpt-5` for each slot that has another model than its own. */
const modelsInWords = ({ models }: Program, bound: BoundModels): string =>
  Object.entries(models)
    .flatMap(([name, slot]) => {
      const model = boundModel(bound, name);
      return model === undefined || model === slot.model ? [] : [`slot "${name}" on ${model}`];
    })
    .join(" and ");
