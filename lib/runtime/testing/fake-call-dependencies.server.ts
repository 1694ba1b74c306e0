import type { ApprovalAnswer } from "@/lib/governance/approvals/approval-desk";
import type { BudgetAsk, BudgetDesk, BudgetRefusal, UsedAmounts } from "@/lib/governance/budgets/budget-desk";
import type { DecisionInput, DecisionResult } from "@/lib/governance/policies/decision";
import { createSafeFetch, createSafeStream } from "@/lib/platform/net/safe-fetch.server";
import type { Json } from "@/lib/release/json-schema";
import { memoryCassettes } from "@/lib/runtime/cassettes/memory-cassettes";
import { memoryBreakers } from "@/lib/runtime/circuit-breakers/memory-breakers";
import type { CallToRecord, MessageToAppend, RunMemory } from "@/lib/runtime/memory/run-memory";
import { createAiSdkGateway } from "@/lib/runtime/models/ai-sdk-gateway.server";
import type { ModelRequest } from "@/lib/runtime/models/model-gateway";
import type { CallExecutorDependencies } from "@/lib/runtime/nodes/call-dependencies";
import type { SummaryStore } from "@/lib/runtime/summaries/summary-store";
import type { ThreadSummary } from "@/lib/runtime/summaries/thread-summary";
import type { EffectLedger } from "@/lib/runtime/tool-calls/effect-ledger";

const ALLOW: DecisionResult = {
  decisionId: "d-allow",
  verdict: "allow",
  why: "policy",
  reasons: [],
  obligations: [],
  policyVersion: 1,
  latencyUs: 1,
  isBudgeted: true,
};

/** What no test of these dependencies uses. */
const NOTHING_ELSE = {
  findFaultRules: async () => [],
  searchKnowledge: async () => [],
  readSecret: async () => null,
  safeFetch: createSafeFetch({ privateHosts: [] }),
  quarantine: async () => {},
  runCode: async () => ({
    ok: false as const,
    class: "internal" as const,
    message: "This test runs no code.",
    logs: [],
  }),
  startSubRun: async () => ({
    kind: "refused" as const,
    class: "internal" as const,
    message: "This test starts no sub-runs.",
  }),
};

/** Dependencies of the executors in memory: the sandbox model without waiting, and what was asked of everything. */
export function fakeCallDependencies(forbid: (input: DecisionInput) => string | null = () => null) {
  const requests: ModelRequest[] = [];
  const decisions: DecisionInput[] = [];
  const calls: CallToRecord[] = [];
  const appended: MessageToAppend[] = [];
  const effects = new Map<string, { state: string; response?: Json }>();
  const breakers = memoryBreakers();
  const asked: { stepKey: string; resource: string; args: unknown }[] = [];
  const used: string[] = [];
  const budgets: FakeBudgets = { reserved: [], settled: [], refusal: null };
  const answer: { current: ApprovalAnswer } = {
    current: { kind: "pending", approvalId: "a-1", expiresAtMs: 1_700_000_086_400 },
  };
  const gateway = createAiSdkGateway({ safeStream: createSafeStream({ privateHosts: [] }), sleep: async () => {} });
  const deps: CallExecutorDependencies = {
    gateway: {
      call: (request) => {
        requests.push(request);
        return gateway.call(request);
      },
    },
    deltas: { open: () => ({ push: () => {}, close: () => {} }) },
    decide: async (input) => {
      decisions.push(input);
      const title = forbid(input);
      if (title === null) return ALLOW;
      return { ...ALLOW, decisionId: "d-deny", verdict: "deny", reasons: [{ id: "p1", title, effect: "forbid" }] };
    },
    memory: fakeMemory(calls, appended),
    summaries: fakeSummaries(),
    effects: fakeEffects(effects),
    breakers,
    approvals: {
      ask: async ({ stepKey, resource, args }) => {
        asked.push({ stepKey, resource, args });
        return answer.current;
      },
      askStep: async ({ nowMs, expiresMs }) => ({ approvalId: "a-step", expiresAtMs: nowMs + expiresMs }),
      use: async (_tenant, approvalId) => void used.push(approvalId),
    },
    budgets: fakeBudgets(budgets),
    cassettes: memoryCassettes(),
    mockTool: async () => null,
    findConnection: async (_tenant, name) =>
      name === "sandbox"
        ? {
            id: "00000000-0000-7000-8000-000000000001",
            name,
            provider: "sandbox",
            baseUrl: null,
            apiKey: null,
            cards: [],
            rev: 1,
          }
        : null,
    ...NOTHING_ELSE,
  };
  return {
    deps,
    requests,
    decisions,
    calls,
    appended,
    effects,
    breakers,
    asked,
    used,
    answer,
    budgets,
  };
}

type FakeBudgets = { reserved: BudgetAsk[]; settled: UsedAmounts[]; refusal: BudgetRefusal | null };

const fakeBudgets = (seen: FakeBudgets): BudgetDesk => ({
  reserve: async (ask) => {
    seen.reserved.push(ask);
    return seen.refusal ? { ok: false, refusal: seen.refusal } : { ok: true, reservation: "r-1" };
  },
  settle: async (_of, used) => void seen.settled.push(used),
});

function fakeMemory(calls: CallToRecord[], appended: MessageToAppend[]): RunMemory {
  return {
    lastSeq: async () => 0,
    history: async () => [],
    search: async () => [],
    read: async () => [],
    write: async () => ({ ok: true, id: "e1", version: 1 }),
    save: async () => ({ id: "e1", version: 1 }),
    forget: async () => ({ ok: true, id: "e1", version: 2 }),
    append: async (_run, _place, messages) => void appended.push(...messages),
    recordCall: async (_run, _place, call) => void calls.push(call),
  };
}

/** Summaries of one thread, in memory. */
function fakeSummaries(): SummaryStore {
  const kept: ThreadSummary[] = [];
  let failures = 0;
  return {
    newest: async (_run, toSeq) => ({
      summary: kept.findLast((one) => one.toSeq <= toSeq) ?? null,
      ...{ head: kept.length, failures },
    }),
    version: async (_run, version) => kept[version - 1] ?? null,
    async add(_run, _place, { head, fromSeq, toSeq, text, sourceTokens, trust, method, identifiers }) {
      if (head !== kept.length) return null;
      const added = { version: head + 1, fromSeq, toSeq, text, sourceTokens, trust, method, identifiers };
      kept.push(added);
      failures = 0;
      return added;
    },
    failed: async () => {
      failures += 1;
    },
  };
}

function fakeEffects(effects: Map<string, { state: string; response?: Json }>): EffectLedger {
  return {
    async begin({ idempotencyKey }) {
      const earlier = effects.get(idempotencyKey);
      if (earlier?.response !== undefined) return { state: "succeeded", response: earlier.response };
      if (earlier && earlier.state !== "failed") return { state: "open" };
      effects.set(idempotencyKey, { state: "started" });
      return { state: "new" };
    },
    async settle(_tenant, idempotencyKey, end) {
      effects.set(idempotencyKey, end);
    },
  };
}
