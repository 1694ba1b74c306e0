import { setTimeout as wait } from "node:timers/promises";
import { callApprovals } from "@/lib/governance/approvals/call-approvals.server";
import { callBudgets } from "@/lib/governance/budgets/call-budgets.server";
import { findFaultRules } from "@/lib/governance/fault-rules/find-fault-rules.server";
import { findModelConnection } from "@/lib/governance/models/read-model-connection.server";
import { decide } from "@/lib/governance/policies/decide.server";
import { readSecret } from "@/lib/governance/secrets/read-secret.server";
import { postgresDeltas } from "@/lib/observability/live/postgres-deltas.server";
import type { SpanSink } from "@/lib/observability/spans/span-sink";
import { safeFetch, safeStream } from "@/lib/platform/net/safe-fetch.server";
import { type Clock, systemClock } from "@/lib/platform/time/clock";
import { PROGRAM_FORMATS } from "@/lib/release/program";
import { postgresCassettes } from "@/lib/runtime/cassettes/mutations.server";
import { postgresBreakers } from "@/lib/runtime/circuit-breakers/mutations.server";
import { postgresInbox } from "@/lib/runtime/journal/postgres-inbox.server";
import { postgresJournal } from "@/lib/runtime/journal/postgres-journal.server";
import { searchKnowledge } from "@/lib/runtime/knowledge/data.server";
import { postgresMemory } from "@/lib/runtime/memory/postgres-memory.server";
import { createAiSdkGateway } from "@/lib/runtime/models/ai-sdk-gateway.server";
import { limitCalls } from "@/lib/runtime/models/limit-calls.server";
import { createCallExecutors } from "@/lib/runtime/nodes/call-executors.server";
import { runCode } from "@/lib/runtime/sandbox/code-sandbox.server";
import type { SegmentDependencies } from "@/lib/runtime/segment/segment-dependencies";
import { startSubRun } from "@/lib/runtime/sub-runs/mutations.server";
import { postgresSummaries } from "@/lib/runtime/summaries/mutations.server";
import { postgresEffects, quarantineTool } from "@/lib/runtime/tool-calls/mutations.server";
import { createMockTool } from "@/lib/runtime/tool-calls/run-mocks.server";
import { findProgram } from "@/lib/runtime/worker/find-program.server";

type Options = {
  sink: SpanSink;
  clock?: Clock;
  /** How the simulated models take their time; the demo seed lets them hurry. */
  sleep?: (ms: number, signal?: AbortSignal) => Promise<void>;
};

/** What executes segments in production: the Postgres journal, the policies, every kind of call. */
export function productionParts({ sink, clock = systemClock, sleep }: Options): Omit<SegmentDependencies, "workerId"> {
  const fetch = safeFetch();
  return {
    journal: postgresJournal,
    inbox: postgresInbox,
    sink,
    clock,
    random: Math.random,
    formats: PROGRAM_FORMATS,
    findProgram,
    executors: createCallExecutors({
      ...limitCalls({
        gateway: createAiSdkGateway({
          safeStream: safeStream(),
          sleep: sleep ?? ((ms, signal) => wait(ms, undefined, signal ? { signal } : {})),
        }),
        findConnection: findModelConnection,
      }),
      deltas: postgresDeltas(),
      decide,
      memory: postgresMemory,
      summaries: postgresSummaries,
      effects: postgresEffects,
      breakers: postgresBreakers(),
      approvals: callApprovals,
      budgets: callBudgets,
      cassettes: postgresCassettes,
      findFaultRules,
      mockTool: createMockTool(),
      searchKnowledge,
      readSecret,
      safeFetch: fetch,
      quarantine: quarantineTool,
      runCode,
      startSubRun,
    }),
  };
}
