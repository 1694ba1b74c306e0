import type { Compiled } from "@/lib/harness/compile/compile-draft";
import { ProblemError } from "@/lib/platform/errors/problem";

export type Complete = Extract<Compiled, { ok: true }>;

/** What was compiled, or `not-releasable` with every finding. */
export function requireProgram(compiled: Compiled): Complete {
  if (compiled.ok) return compiled;
  throw new ProblemError(
    "not-releasable",
    "The draft is not complete. Repair the findings and try again.",
    compiled.findings.map(({ nodeKey, explanation }) => ({ pointer: `/nodes/${nodeKey ?? ""}`, message: explanation })),
  );
}
