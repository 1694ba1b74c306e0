import type { SandboxRule, SandboxScript } from "@/lib/release/sandbox-script";
import { ASKED_FAULTS } from "@/lib/runtime/models/sandbox-provider/scripts/asked-faults";
import { ASKED_JUDGEMENTS } from "@/lib/runtime/models/sandbox-provider/scripts/asked-judgements";
import { REMEMBERS } from "@/lib/runtime/models/sandbox-provider/scripts/remembers";

const ORDER = "(?<id>[A-Z]-\\d{3,6})";
const REFUND = `refund.*${ORDER}`;
const ticket = (team: string, pattern: string): SandboxRule[] => [
  {
    when: { userMatches: pattern, notAfterTool: "ticket_create" },
    callTool: { name: "ticket_create", input: { subject: `Customer reports: ${team}`, body: "{{user}}", team } },
  },
  {
    when: { userMatches: pattern, afterTool: "ticket_create" },
    say: "I opened ticket {{results.ticket_create.id}} for the {{results.ticket_create.team}} team. They answer within one working day.",
  },
];

/** A support desk: looks up orders, refunds them, opens tickets, remembers. Tools: orders_get, refund_create, ticket_create, and those of memory. */
export const SUPPORT_DEMO: SandboxScript = {
  v: 1,
  seed: 7,
  latencyMs: [60, 320],
  rules: [
    ...ASKED_FAULTS,
    ...ASKED_JUDGEMENTS,
    {
      when: { refused: "refund_create" },
      say: "I am not allowed to refund this myself: {{results.refund_create.reason}} A colleague will look at order {{results.orders_get.id}}.",
    },
    { when: { refused: "orders_get" }, say: "I am not allowed to look at orders: {{results.orders_get.reason}}" },
    { when: { refused: "ticket_create" }, say: "I am not allowed to open tickets: {{results.ticket_create.reason}}" },
    {
      when: { failed: "orders_get" },
      say: "I could not find that order. Please check the number; it looks like A-1001.",
    },
    { when: { failed: "refund_create" }, say: "The refund did not go through: {{results.refund_create.error}}" },
    {
      when: { userMatches: REFUND, notAfterTool: "orders_get" },
      callTool: { name: "orders_get", input: { order_id: "{{match.id}}" } },
    },
    {
      when: {
        userMatches: "refund (?:of )?(?:EUR |€ ?)?(?<amount>\\d+(?:\\.\\d+)?)\\b",
        afterTool: "orders_get",
        notAfterTool: "refund_create",
      },
      callTool: {
        name: "refund_create",
        input: { order_id: "{{results.orders_get.id}}", amount: "{{match.amount}}", reason: "{{user}}" },
      },
    },
    {
      when: { userMatches: REFUND, afterTool: "orders_get", notAfterTool: "refund_create" },
      callTool: {
        name: "refund_create",
        input: { order_id: "{{results.orders_get.id}}", amount: "{{results.orders_get.total}}", reason: "{{user}}" },
      },
    },
    {
      when: { afterTool: "refund_create" },
      say: "Done: EUR {{results.refund_create.amount}} for order {{results.refund_create.order_id}} are on their way back, reference {{results.refund_create.id}}.",
    },
    {
      when: { userMatches: ORDER, notAfterTool: "orders_get" },
      callTool: { name: "orders_get", input: { order_id: "{{match.id}}" } },
    },
    {
      when: { afterTool: "orders_get" },
      say: "Order {{results.orders_get.id}} is {{results.orders_get.status}}. It holds {{results.orders_get.items.0.name}} and comes to EUR {{results.orders_get.total}}. Expected: {{results.orders_get.delivery}}.",
    },
    ...REMEMBERS,
    ...ticket("billing", "(invoice|charged twice|payment)"),
    ...ticket("technical", "(broken|does not work|error|defect)"),
    {
      when: { userMatches: "^(hi|hello|good (morning|day|evening))" },
      say: "Hello. What is the number of your order?",
    },
    {
      when: {},
      say: "I can look up an order, refund it, or open a ticket. Which order is it about, for example A-1001?",
    },
  ],
  faults: [
    { kind: "429", rate: 0.02, retryAfterMs: 300 },
    { kind: "5xx", rate: 0.01 },
    { kind: "slow", rate: 0.03 },
  ],
};
