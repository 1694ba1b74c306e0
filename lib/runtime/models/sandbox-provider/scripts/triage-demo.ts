import type { SandboxScript } from "@/lib/release/sandbox-script";
import { ASKED_FAULTS } from "@/lib/runtime/models/sandbox-provider/scripts/asked-faults";
import { ASKED_JUDGEMENTS } from "@/lib/runtime/models/sandbox-provider/scripts/asked-judgements";

/**
 * Sorts messages into the labels billing, technical, accounts and security, as far as the classify node has them; what
 * fits none goes to `other`. Without a schema it writes a short answer for the queue that the system text names.
 */
export const TRIAGE_DEMO: SandboxScript = {
  v: 1,
  seed: 13,
  latencyMs: [50, 240],
  rules: [
    ...ASKED_FAULTS,
    ...ASKED_JUDGEMENTS,
    {
      when: { userMatches: "(invoice|charged|refund|payment|price|vat)" },
      json: { label: "billing", confidence: 0.9 },
    },
    {
      when: { userMatches: "(phishing|breach|leaked|stolen|suspicious)" },
      json: { label: "security", confidence: 0.9 },
    },
    {
      when: { userMatches: "(error|crash|broken|slow|does not|timeout|bug)" },
      json: { label: "technical", confidence: 0.9 },
    },
    {
      when: { userMatches: "(password|log ?in|sign ?in|account|e-?mail address)" },
      json: { label: "accounts", confidence: 0.9 },
    },
    { when: {}, json: { label: "other", confidence: 0.6 } },
    {
      when: { userMatches: "(?<start>.{3,120})", notAfterTool: "ticket_create" },
      callTool: { name: "ticket_create", input: { subject: "{{match.start}}", body: "{{user}}" } },
    },
    { when: { refused: "ticket_create" }, say: "No ticket: this was not allowed. {{results.ticket_create.reason}}" },
    {
      when: { afterTool: "ticket_create" },
      say: "Ticket {{results.ticket_create.id}} is open. You hear from us within one working day.",
    },
    { when: {}, say: "Thank you. A colleague reads this and answers within one working day." },
  ],
  faults: [
    { kind: "429", rate: 0.03, retryAfterMs: 250 },
    { kind: "5xx", rate: 0.02 },
    { kind: "bad-json", rate: 0.02 },
  ],
};
