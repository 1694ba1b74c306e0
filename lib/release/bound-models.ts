import { z } from "zod";
import type { Program } from "@/lib/release/program";

/** The models that an environment has in place of a release's own, by slot, as references. */
export const BoundModels = z.record(z.string().max(40), z.string().max(120));
export type BoundModels = z.infer<typeof BoundModels>;

/** What the names of a harness's slots begin with where bindings are stored: harnesses have slots of the same name. */
export const slotPrefix = (harnessId: string): string => `${harnessId}.`;

/** What a slot is bound to; undefined when it is not. */
export const boundModel = (bound: BoundModels, slot: string): string | undefined =>
  Object.hasOwn(bound, slot) ? bound[slot] : undefined;

/** A program whose slots ask the bound models first. Fallbacks, needs and limits stay; a name that is no slot of it says nothing. */
export function withBoundModels(program: Program, bound: BoundModels): Program {
  if (!Object.keys(program.models).some((name) => Object.hasOwn(bound, name))) return program;
  const models = Object.entries(program.models).map(
    ([name, slot]) => [name, { ...slot, model: boundModel(bound, name) ?? slot.model }] as const,
  );
  return { ...program, models: Object.fromEntries(models) };
}
