import { randomUUID } from "node:crypto";
import type { SpanEnd, SpanStart } from "@/lib/observability/spans/span-sink";
import { projectId, tenantId } from "@/lib/platform/ids/branded-id";
import { DEFAULT_CONTEXT_POLICY } from "@/lib/release/context-policy";
import type { Json } from "@/lib/release/json-schema";
import { DEFAULT_LIMITS, type Program, type ProgramNode } from "@/lib/release/program";
import { DEFAULT_RETRY } from "@/lib/release/step-policy";
import type { ToolDefinition } from "@/lib/release/tool-definition";
import type { CallRecord, StepContext } from "@/lib/runtime/worker/node-executor";

export type RecordedSpan = Pick<SpanStart, "kind" | "name"> & { ordinal: string; end: Partial<SpanEnd> };

type Given = {
  kind: ProgramNode["kind"];
  config: ProgramNode["config"];
  input?: Record<string, Json>;
  tools?: ToolDefinition[];
  model?: string;
  fallbacks?: string[];
  run?: Partial<StepContext["run"]>;
};

/** One step with a journal in memory. `attempt(n)` gives the context of an attempt; they share journal and spans. */
export function fakeStep(given: Given) {
  const journal = new Map<string, CallRecord>();
  const spans: RecordedSpan[] = [];
  const annotations: Partial<SpanEnd> = {};
  const taint = { untrustedInput: false, readSensitive: false };
  const program = programOf(given);
  const run: StepContext["run"] = {
    tenantId: tenantId(randomUUID()),
    // Fixed: the sandbox draws its faults from it, and for this one it draws none.
    runId: "00000000-0000-7000-8000-000000000001",
    projectId: projectId(randomUUID()),
    harnessId: randomUUID(),
    harnessSlug: "test",
    releaseId: randomUUID(),
    releaseNumber: 1,
    environment: "production",
    trigger: "api",
    threadId: null,
    endUser: null,
    startedBy: "system:test",
    ...{ depth: 0, limits: DEFAULT_LIMITS, options: {}, vars: {} },
    program,
    ...given.run,
  };
  const attempt = (number: number): StepContext => ({
    run,
    node: nodeOf(given),
    stepKey: "step",
    iterationPath: "",
    attempt: number,
    spanId: "0".repeat(16),
    input: given.input ?? {},
    scope: {
      input: given.input ?? {},
      steps: {},
      state: {},
      run: { id: run.runId, environment: "production", startedAt: "", threadId: run.threadId, userId: run.endUser },
    },
    usage: {
      steps: 0,
      toolCalls: 0,
      inputTokens: 0,
      outputTokens: 0,
      costMicros: 0,
      subRunTokens: 0,
      subRunCostMicros: 0,
    },
    taint,
    signal: new AbortController().signal,
    holds: async () => true,
    clock: { now: () => 1_700_000_000_000 },
    startSpan: (span) => (end) => void spans.push({ ...span, end }),
    sink: {
      runChanged: () => {},
      start: () => {},
      end: () => {},
      flush: async () => ({ written: 0, rejected: 0, dropped: 0 }),
    },
    async call(name, perform) {
      const record = journal.get(name) ?? (await perform());
      journal.set(name, record);
      return record.value;
    },
    setTaint: (flag) => {
      taint[flag] = true;
    },
    annotate: (fields) => void Object.assign(annotations, fields),
  });
  return { attempt, journal, spans, annotations, taint, run };
}

function programOf({ tools = [], model = "sandbox/support-demo", fallbacks = [] }: Given): Program {
  return {
    format: "slipway/program@1",
    name: "Test",
    inputs: {},
    outputs: {},
    state: {},
    context: DEFAULT_CONTEXT_POLICY,
    models: { main: { model, fallbacks, temperature: 0, maxOutputTokens: 500 } },
    tools: Object.fromEntries(tools.map((tool) => [tool.key, tool])),
    limits: DEFAULT_LIMITS,
    nodes: [],
    edges: [],
  };
}

const nodeOf = ({ kind, config }: Given): ProgramNode => ({
  id: "n_0000000001",
  key: "step",
  kind,
  v: 1,
  label: "Step",
  parent: null,
  config,
  in: {},
  policy: { timeoutMs: 10_000, onError: "fail", retry: DEFAULT_RETRY },
  sideEffect: "none",
});
