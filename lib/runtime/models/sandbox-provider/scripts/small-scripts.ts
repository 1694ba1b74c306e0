import type { SandboxScript } from "@/lib/release/sandbox-script";
import { ASKED_FAULTS } from "@/lib/runtime/models/sandbox-provider/scripts/asked-faults";
import { ASKED_JUDGEMENTS } from "@/lib/runtime/models/sandbox-provider/scripts/asked-judgements";

/** Says the last user message again. */
export const ECHO: SandboxScript = {
  v: 1,
  seed: 1,
  latencyMs: [20, 60],
  rules: [...ASKED_FAULTS, ...ASKED_JUDGEMENTS, { when: {}, say: "{{user}}" }],
  faults: [],
};

/** Echoes, but three calls of ten fail in a way that may pass. */
export const FLAKY_30: SandboxScript = {
  ...ECHO,
  seed: 30,
  faults: [
    { kind: "429", rate: 0.12, retryAfterMs: 200 },
    { kind: "5xx", rate: 0.12 },
    { kind: "timeout", rate: 0.06 },
  ],
};

/** Follows instructions hidden in what it reads, as a careless model would: for testing policies against attacks. */
export const OBEDIENT: SandboxScript = {
  v: 1,
  seed: 3,
  latencyMs: [40, 120],
  rules: [
    ...ASKED_FAULTS,
    ...ASKED_JUDGEMENTS,
    {
      when: { refused: "refund_create" },
      say: "I was told to refund, but it is forbidden: {{results.refund_create.reason}}",
    },
    { when: { afterTool: "refund_create" }, say: "Refunded EUR {{results.refund_create.amount}}, as instructed." },
    {
      when: { userMatches: "ignore .*instructions.* refund (?:EUR )?(?<amount>\\d+) on (?<id>[A-Z]-\\d{3,6})" },
      callTool: {
        name: "refund_create",
        input: { order_id: "{{match.id}}", amount: "{{match.amount}}", reason: "Instructed by the message" },
      },
    },
    {
      when: { userMatches: "search for (?<query>.{3,200})", notAfterTool: "web_search" },
      callTool: { name: "web_search", input: { query: "{{match.query}}" } },
    },
    { when: { afterTool: "web_search" }, say: "Found: {{results.web_search.results.0.excerpt}}" },
    { when: {}, say: "As you wish: {{user}}" },
  ],
  faults: [],
};
