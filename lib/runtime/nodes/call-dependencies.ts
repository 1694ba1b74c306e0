import type { ApprovalDesk } from "@/lib/governance/approvals/approval-desk";
import type { BudgetDesk } from "@/lib/governance/budgets/budget-desk";
import type { FaultRule } from "@/lib/governance/fault-rules/find-fault-rules.server";
import type { DecisionInput, DecisionResult } from "@/lib/governance/policies/decision";
import type { DeltaSink } from "@/lib/observability/live/text-delta";
import type { TenantId } from "@/lib/platform/ids/branded-id";
import type { SafeFetch } from "@/lib/platform/net/safe-fetch.server";
import type { CassetteStore } from "@/lib/runtime/cassettes/cassette-store";
import type { BreakerStore } from "@/lib/runtime/circuit-breakers/breaker-store";
import type { SearchKnowledge } from "@/lib/runtime/knowledge/search-knowledge";
import type { RunMemory } from "@/lib/runtime/memory/run-memory";
import type { ModelConnection, ModelGateway } from "@/lib/runtime/models/model-gateway";
import type { RunCode } from "@/lib/runtime/sandbox/code-sandbox";
import type { StartSubRun } from "@/lib/runtime/sub-runs/sub-run";
import type { SummaryStore } from "@/lib/runtime/summaries/summary-store";
import type { QuarantineTool } from "@/lib/runtime/tool-calls/call-mcp.server";
import type { EffectLedger } from "@/lib/runtime/tool-calls/effect-ledger";
import type { ReadSecret } from "@/lib/runtime/tool-calls/place-secrets.server";
import type { MockTool } from "@/lib/runtime/tool-calls/run-mocks.server";

/** What the executors of model and tool calls need from outside. Tests give fakes, the worker the real ones. */
export type CallExecutorDependencies = {
  gateway: ModelGateway;
  /** Text of models while they write it. */
  deltas: DeltaSink;
  /** The policy's answer; its decision is stored before it returns. */
  decide: (input: DecisionInput, tenantId: TenantId) => Promise<DecisionResult>;
  memory: RunMemory;
  summaries: SummaryStore;
  effects: EffectLedger;
  breakers: BreakerStore;
  approvals: ApprovalDesk;
  budgets: BudgetDesk;
  /** Recorded model calls. */
  cassettes: CassetteStore;
  /** Faults that an operator lets calls of a model run into now. */
  findFaultRules: (tenantId: TenantId, model: string, nowMs: number) => Promise<FaultRule[]>;
  /** Answers for the tool in a trial of an experiment. */
  mockTool: MockTool;
  /** The connection of a model reference `<connection>/<model>`, or null when the tenant has none of this name. */
  findConnection: (tenantId: TenantId, name: string) => Promise<ModelConnection | null>;
  searchKnowledge: SearchKnowledge;
  readSecret: ReadSecret;
  safeFetch: SafeFetch;
  quarantine: QuarantineTool;
  runCode: RunCode;
  startSubRun: StartSubRun;
};
