import type { JsonSchema } from "@/lib/release/json-schema";
import type { ToolDefinition } from "@/lib/release/tool-definition";

type Fields = Record<
  string,
  { type: "string" | "number" | "integer"; description: string } & Record<string, string | number>
>;

function objectOf(fields: Fields, required: string[] = Object.keys(fields)): JsonSchema {
  return { type: "object", properties: fields, required, additionalProperties: false };
}

function builtIn(tool: Omit<ToolDefinition, "impl" | "timeoutMs">): ToolDefinition {
  return { ...tool, timeoutMs: 10_000, impl: { kind: "built-in", name: tool.key } };
}

/**
 * Tools that the runtime itself brings. The shop, ticket and search tools answer from bundled demo data and say so;
 * the memory tools use the memory of the run's tenant.
 */
export const BUILT_IN_TOOLS: readonly ToolDefinition[] = [
  builtIn({
    key: "orders_get",
    name: "Look up an order",
    description: "Finds one order of the demo shop by its id: status, total in EUR, items, delivery date.",
    input: objectOf({ order_id: { type: "string", description: "Order id, for example A-1001", maxLength: 40 } }),
    sideEffect: "none",
    classes: ["read"],
  }),
  builtIn({
    key: "refund_create",
    name: "Refund an order",
    description: "Refunds an amount in EUR on an order of the demo shop.",
    input: objectOf({
      order_id: { type: "string", description: "Order id, for example A-1001", maxLength: 40 },
      amount: { type: "number", description: "EUR, at most the total of the order", exclusiveMinimum: 0 },
      reason: { type: "string", description: "Why, in a sentence", maxLength: 500 },
    }),
    sideEffect: "idempotent",
    classes: ["write", "money"],
  }),
  builtIn({
    key: "ticket_create",
    name: "Open a ticket",
    description: "Opens a ticket for the team that can help, in the demo help desk.",
    input: objectOf(
      {
        subject: { type: "string", description: "One line", maxLength: 200 },
        body: { type: "string", description: "What happened, what was tried", maxLength: 5_000 },
        team: { type: "string", description: "billing, technical or accounts", maxLength: 40 },
      },
      ["subject", "body"],
    ),
    sideEffect: "idempotent",
    classes: ["write"],
  }),
  builtIn({
    key: "web_search",
    name: "Search the demo library",
    description: "Searches a small bundled library of articles. It does not reach the internet.",
    input: objectOf(
      {
        query: { type: "string", description: "Words to look for", maxLength: 300 },
        limit: { type: "integer", description: "How many results, at most 10", minimum: 1, maximum: 10 },
      },
      ["query"],
    ),
    sideEffect: "none",
    classes: ["read", "egress"],
  }),
  builtIn({
    key: "memory_save",
    name: "Remember",
    description: "Keeps a fact about this end user (or, without one, this thread) for later conversations.",
    input: objectOf({
      key: { type: "string", description: "Short name of the fact, for example contact.channel", maxLength: 80 },
      content: { type: "string", description: "The fact, in a sentence", maxLength: 2_000 },
    }),
    sideEffect: "idempotent",
    classes: ["write"],
  }),
  builtIn({
    key: "memory_search",
    name: "Recall",
    description: "Finds what was remembered about this end user (or, without one, in this thread).",
    input: objectOf({ query: { type: "string", description: "Words to look for", maxLength: 300 } }),
    sideEffect: "none",
    classes: ["read"],
  }),
];

/** The built-in tool that `impl.name` names, or undefined. */
export const findBuiltInTool = (name: string): ToolDefinition | undefined =>
  BUILT_IN_TOOLS.find((tool) => tool.key === name);
