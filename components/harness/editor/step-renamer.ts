import type { RenameSteps } from "@/lib/release/expressions/rename-steps";

let loaded: RenameSteps | undefined;

/** Loads what rewrites expressions when a node's key changes; the editor can be drawn and used before it is here. */
export async function loadStepRenamer(): Promise<RenameSteps> {
  loaded ??= (await import("@/lib/release/expressions/rename-steps")).renameSteps;
  return loaded;
}

/** What `loadStepRenamer` has loaded by now. */
export const stepRenamer = (): RenameSteps | undefined => loaded;
