import type { ModelSlot, Program } from "@/lib/release/program";
import { StepFailure } from "@/lib/runtime/nodes/step-failure";

/** The model slot of a program; a program that passed its checks has it. */
export function slotOf(program: Program, name: string): ModelSlot {
  const slot = Object.hasOwn(program.models, name) ? program.models[name] : undefined;
  if (!slot) throw new StepFailure("internal", `The release has no model slot "${name}".`);
  return slot;
}
