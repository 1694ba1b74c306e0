import type { Actor } from "@/lib/governance/access/actor";
import { readingOrder } from "@/lib/harness/canvas/reading-order";
import type { TestRun } from "@/lib/harness/drafts/schema";
import type { Draft } from "@/lib/harness/graph/draft";
import { prepareDraft } from "@/lib/harness/releases/prepare-draft.server";
import { callsInside } from "@/lib/harness/test-runs/calls-inside.server";
import { changingSteps } from "@/lib/harness/test-runs/changing-steps";
import { compileTest } from "@/lib/harness/test-runs/compile-test.server";
import { startOfTest } from "@/lib/harness/test-runs/data.server";
import type { TestPlan } from "@/lib/harness/test-runs/schema";
import type { TenantDb } from "@/lib/platform/db/tenant-transaction.server";

/**
 * What a test run would do with the steps before its part, and which of its steps may change something outside; nothing
 * is stored and nothing runs. With prepared answers of a row nothing is called that could. Errors: as for the run itself.
 */
export async function planTestRun(
  db: TenantDb,
  actor: Actor,
  slug: string,
  { part, ...asked }: TestRun,
): Promise<TestPlan> {
  const { harness, draftId, draft, library } = await prepareDraft(db, actor, slug);
  const { input, mocks } = await startOfTest(db, actor, draft, asked);
  const source = { db, actor, harnessId: harness.id, draftId, draft, library, input, mocks };
  const { compiled, given, ancestors } = await compileTest(source, part);
  const { program } = compiled;
  const changing = mocks ? [] : changingSteps(program, await callsInside(db, actor.tenantId, program));
  const order = new Map(readingOrder(draft).map(({ id }, at) => [id, at]));
  return {
    given: [...given],
    missing: missingSteps(draft, ancestors, given),
    effects: changing.sort((one, other) => (order.get(one.node) ?? 0) - (order.get(other.node) ?? 0)),
  };
}

/** Steps that run although only their output is wanted; what is inside of a container counts as the container. */
function missingSteps(draft: Draft, ancestors: ReadonlySet<string>, given: ReadonlySet<string>): string[] {
  return readingOrder(draft)
    .filter(
      ({ id, kind, parent }) =>
        ancestors.has(id) &&
        !given.has(id) &&
        kind !== "note" &&
        !kind.startsWith("trigger.") &&
        !(parent !== null && ancestors.has(parent)),
    )
    .map(({ id }) => id);
}
