import type { Actor } from "@/lib/governance/access/actor";
import { compileDraft } from "@/lib/harness/compile/compile-draft";
import type { Library } from "@/lib/harness/compile/library";
import { type Complete, requireProgram } from "@/lib/harness/compile/require-program";
import type { TestRun } from "@/lib/harness/drafts/schema";
import type { Draft } from "@/lib/harness/graph/draft";
import { pinnedOutputs } from "@/lib/harness/pins/data.server";
import { findEarlierRun, findRunsAlike } from "@/lib/harness/test-runs/data.server";
import { reusableOutputs, withOutputs } from "@/lib/harness/test-runs/reusable-outputs";
import { type OnlyItem, sliceDraft } from "@/lib/harness/test-runs/slice-draft";
import type { TenantDb } from "@/lib/platform/db/tenant-transaction.server";
import { ProblemError } from "@/lib/platform/errors/problem";
import type { Json } from "@/lib/release/json-schema";
import type { NodeOutput, Program } from "@/lib/release/program";
import type { RunMocks } from "@/lib/release/run-mocks";

type Source = {
  db: TenantDb;
  actor: Actor;
  harnessId: string;
  draftId: string;
  draft: Draft;
  library: Library;
  input: Json;
  mocks: RunMocks | null;
};
type Part = NonNullable<TestRun["part"]>;
/** `given`: steps that give what is known of them. `ancestors`: steps before the one that a part runs to or from. */
export type CompiledTest = { compiled: Complete; given: ReadonlySet<string>; ancestors: ReadonlySet<string> };
const NONE: ReadonlySet<string> = new Set();

/**
 * The program of a test: pinned steps give what they are pinned to, and steps before a part what they gave in an earlier
 * test with the same input and prepared answers, while they and everything before them are the same. Errors: `not-releasable`, `invalid`.
 */
export async function compileTest(source: Source, part: Part | undefined): Promise<CompiledTest> {
  const pins = await pinnedOutputs(source.db, source.actor, source);
  if (part) return compilePart(source, part, pins);
  const whole = withGiven(requireProgram(compileDraft(source.draft, source.library)), pins);
  return { compiled: whole, given: new Set(pins.keys()), ancestors: NONE };
}

const withGiven = (compiled: Complete, outputs: ReadonlyMap<string, NodeOutput>): Complete => ({
  ...compiled,
  program: withOutputs(compiled.program, outputs),
});

function withOnlyItems(compiled: Complete, only: readonly OnlyItem[]): Complete {
  if (only.length === 0) return compiled;
  const onlyItems = Object.fromEntries(only.map(({ map, index }) => [map, index]));
  return { ...compiled, program: { ...compiled.program, onlyItems } };
}

async function compilePart(source: Source, part: Part, pins: ReadonlyMap<string, NodeOutput>): Promise<CompiledTest> {
  const slice = sliceDraft(source.draft, part);
  if (!slice.ok) throw new ProblemError("invalid", slice.refusal);
  if (slice.only.some(({ map }) => pins.has(map)))
    throw new ProblemError("invalid", "The map is pinned, so none of its items run. Unpin it first.");
  const compiled = withOnlyItems(
    withGiven(requireProgram(compileDraft(slice.draft, source.library)), pins),
    slice.only,
  );
  const wanted = new Set([...slice.ancestors].filter((id) => !pins.has(id)));
  const known = await knownOutputs(source, compiled.program, wanted, part.earlier);
  return {
    compiled: withGiven(compiled, known),
    given: new Set([...pins.keys(), ...known.keys()]),
    ancestors: slice.ancestors,
  };
}

/** What the wanted steps gave in earlier tests with the same input, each from the newest test in which it was the same. */
async function knownOutputs(
  { db, actor, ...source }: Source,
  program: Program,
  wanted: ReadonlySet<string>,
  first: string | undefined,
): Promise<Map<string, NodeOutput>> {
  const known = new Map<string, NodeOutput>();
  const steps = program.nodes.filter(({ id, kind }) => wanted.has(id) && !kind.startsWith("trigger."));
  const missing = () => new Set(steps.flatMap(({ id }) => (known.has(id) ? [] : [id])));
  if (steps.length === 0) return known;
  for (const runId of await findRunsAlike(db, actor.tenantId, { ...source, first })) {
    const open = missing();
    if (open.size === 0) break;
    const earlier = await findEarlierRun(db, actor.tenantId, source.harnessId, runId);
    if (!earlier) continue;
    const outputs = new Map([...earlier.outputs].filter(([id]) => open.has(id)));
    for (const [id, output] of reusableOutputs(program, earlier.program, outputs)) known.set(id, output);
  }
  return known;
}
