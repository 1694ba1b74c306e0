import type { SandboxScript } from "@/lib/release/sandbox-script";
import { ASKED_FAULTS } from "@/lib/runtime/models/sandbox-provider/scripts/asked-faults";
import { ASKED_JUDGEMENTS } from "@/lib/runtime/models/sandbox-provider/scripts/asked-judgements";

/**
 * Research in three roles. Planner (output schema titled `Plan`, field `questions`): three questions about the topic
 * after "Topic:" or the whole text. Researcher (offered web_search): one search, then a note. Writer (system text
 * contains "report"): a report from the notes in the user text.
 */
export const RESEARCH_DEMO: SandboxScript = {
  v: 1,
  seed: 11,
  latencyMs: [80, 420],
  rules: [
    ...ASKED_FAULTS,
    ...ASKED_JUDGEMENTS,
    {
      when: { schemaName: "Plan", userMatches: "topic: *(?<topic>.{3,200})" },
      json: {
        questions: [
          "What is known about {{match.topic}}?",
          "What speaks against {{match.topic}}?",
          "What does {{match.topic}} cost?",
        ],
      },
    },
    {
      when: { schemaName: "Plan" },
      json: {
        questions: ["What is known about {{user}}?", "What speaks against {{user}}?", "What does {{user}} cost?"],
      },
    },
    {
      when: { refused: "web_search" },
      say: "No note: the search was not allowed. {{results.web_search.reason}}",
    },
    { when: { failed: "web_search" }, say: "No note: the search failed. {{results.web_search.error}}" },
    {
      when: { notAfterTool: "web_search", userMatches: "(?<question>.{3,250})" },
      callTool: { name: "web_search", input: { query: "{{match.question}}", limit: 3 } },
    },
    {
      when: { afterTool: "web_search", userMatches: "(?<question>.{3,250})" },
      say: "{{match.question}} {{results.web_search.results.0.excerpt}} (Source: {{results.web_search.results.0.title}})",
    },
    { when: { systemContains: "report" }, say: "Report\n\n{{user}}\n\nEvery statement above names its source." },
  ],
  faults: [
    { kind: "5xx", rate: 0.03 },
    { kind: "timeout", rate: 0.015 },
    { kind: "429", rate: 0.02, retryAfterMs: 400 },
    { kind: "slow", rate: 0.04 },
  ],
};
