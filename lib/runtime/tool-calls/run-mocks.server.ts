import { workerStatement } from "@/lib/platform/db/worker-pool.server";
import type { TenantId } from "@/lib/platform/ids/branded-id";
import type { Json } from "@/lib/release/json-schema";
import { type MockAnswer, mockAnswer } from "@/lib/release/mock-answer";
import { RunMocks } from "@/lib/release/run-mocks";
import type { ToolDefinition } from "@/lib/release/tool-definition";
import type { ToolMock } from "@/lib/release/tool-mock";
import { type ToolOutcome, toolFailed } from "@/lib/runtime/tool-calls/tool-outcome";

/** Runs whose prepared answers are kept in memory at most. */
const MAX_RUNS = 500;
type Run = { tenantId: TenantId; runId: string; trigger: string };
type Called = Pick<ToolDefinition, "key" | "classes" | "sideEffect">;

/** The answer that was prepared for a call of a trial or of a test, or null: the tool is called. */
export type MockTool = (run: Run, tool: Called, args: Json) => Promise<ToolOutcome | null>;

const MAY_HAVE_MOCKS: ReadonlySet<string> = new Set(["experiment", "test", "subflow"]);

/** Trials, tests of a row and their sub-runs have prepared answers. How often each answered is counted while the worker has the run. */
export function createMockTool(find = findRunMocks): MockTool {
  const known = new Map<string, Known>();
  return async (run, tool, args) => {
    if (!MAY_HAVE_MOCKS.has(run.trigger)) return null;
    const { mocks, uses } = known.get(run.runId) ?? remember(known, run.runId, await find(run));
    return mocks && outcomeOf(mockAnswer(mocks, tool, args, uses), uses);
  };
}

type Known = { mocks: RunMocks | null; uses: Map<ToolMock, number> };

function remember(known: Map<string, Known>, runId: string, mocks: RunMocks | null): Known {
  const entry = known.get(runId) ?? { mocks, uses: new Map() };
  known.set(runId, entry);
  const [oldest] = known.keys();
  if (known.size > MAX_RUNS && oldest !== undefined) known.delete(oldest);
  return entry;
}

function outcomeOf(answer: MockAnswer, uses: Map<ToolMock, number>): ToolOutcome | null {
  if (answer.kind === "call") return null;
  if (answer.kind === "denied") return toolFailed(answer.message);
  uses.set(answer.mock, (uses.get(answer.mock) ?? 0) + 1);
  return answer.kind === "answer" ? { ok: true, value: answer.value } : toolFailed(answer.message);
}

/** Of the run or the nearest run above it. */
const FIND = `
  WITH RECURSIVE up AS (
    SELECT mocks, parent_run_id, 0 AS level FROM run WHERE tenant_id = $1 AND id = $2
    UNION ALL
    SELECT run.mocks, run.parent_run_id, up.level + 1 FROM run JOIN up ON run.tenant_id = $1 AND run.id = up.parent_run_id
     WHERE up.level < 8
  )
  SELECT mocks FROM up WHERE mocks IS NOT NULL ORDER BY level LIMIT 1`;

async function findRunMocks({ tenantId, runId }: Run): Promise<RunMocks | null> {
  const { rows } = await workerStatement(tenantId, { text: FIND, values: [tenantId, runId] });
  return RunMocks.nullable().parse(rows[0]?.mocks ?? null);
}
