import type { ReadinessCase } from "@/lib/harness/testing/readiness-case";
import { config, facts, memoryDraft, ready } from "@/lib/harness/testing/readiness-drafts";
import type { MemoryGrant } from "@/lib/release/memory-grants";

const granted = (memory: MemoryGrant[], draft = ready, more: Record<string, unknown> = {}) =>
  config("agent", { memory, ...more }, draft);
const user: MemoryGrant = { scope: "user", read: true, write: true };
const tenant: MemoryGrant = { scope: "tenant", read: true, write: true };
const fixedPrompt = { prompt: { system: "Sum up what the team noted.", user: "The input of today is done." } };

/** Of what agents may do with memory by themselves. */
export const MEMORY_CASES: ReadinessCase[] = [
  { rule: "shared-memory-scope", bad: granted([tenant]), good: granted([{ ...tenant, write: false }]), repairs: true },
  {
    rule: "shared-memory-scope",
    bad: granted([user, { scope: "agent", read: false, write: true }]),
    good: granted([user, { scope: "thread", read: true, write: true }]),
    repairs: true,
  },
  // An agent that takes nothing from people may write for all of them; the conversation is what people wrote, too.
  {
    rule: "shared-memory-scope",
    bad: granted([tenant], ready, { ...fixedPrompt, context: { history: "thread" } }),
    good: granted([tenant], ready, { ...fixedPrompt, context: { history: "run" } }),
    repairs: true,
  },
  {
    rule: "memory-tool-twice",
    bad: granted([user], ready, { tools: ["orders_get", "memory_save", "memory_search"] }),
    good: granted([user]),
    repairs: true,
  },
  {
    rule: "memory-tool-twice",
    bad: granted([user], ready, { tools: ["memory_save"] }),
    good: granted([], ready, { tools: ["memory_save"] }),
    repairs: true,
  },
  {
    rule: "no-policy",
    bad: granted([
      { ...user, write: false },
      { scope: "thread", read: false, write: true },
    ]),
    good: granted([user]),
    more: facts({ stepVerdicts: { "agent-write-memory thread": "deny", "agent-write-memory user": "allow" } }),
    repairs: true,
  },
  {
    rule: "no-policy",
    bad: granted([user]),
    good: granted([{ ...user, read: false }]),
    more: facts({ stepVerdicts: { "agent-read-memory user": "needs_approval" } }),
    repairs: true,
  },
  // A step that a person drew is asked about like an agent; only a policy helps, the step is what the draft is about.
  {
    rule: "no-policy",
    bad: memoryDraft(true, "agent"),
    good: memoryDraft(true, "user"),
    more: facts({ stepVerdicts: { "write-memory agent": "never", "write-memory user": "allow" } }),
    repairs: false,
  },
  {
    rule: "no-policy",
    bad: memoryDraft(true, "user"),
    good: memoryDraft(true, "run"),
    more: facts({ stepVerdicts: { "read-memory user": "needs_approval", "read-memory run": "allow" } }),
    repairs: false,
  },
  {
    rule: "trifecta",
    bad: granted([user], ready, { tools: ["web_search"] }),
    good: granted([{ ...user, read: false }], ready, { tools: ["web_search"] }),
    repairs: true,
  },
];
