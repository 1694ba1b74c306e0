import { expect, test } from "vitest";
import { secretNeeds } from "@/lib/harness/compile/secret-needs";
import type { ToolDefinition } from "@/lib/release/tool-definition";

const URL_OF = "https://api.example.com/orders";
const TOOL: ToolDefinition = {
  key: "orders",
  name: "Orders",
  description: "",
  input: { type: "object" },
  sideEffect: "none",
  classes: ["read"],
  timeoutMs: 1_000,
  impl: {
    kind: "http",
    method: "GET",
    url: URL_OF,
    headers: {},
    secrets: [
      { name: "key", placement: { in: "header", name: "X-Key", prefix: "" } },
      { name: "app", placement: { in: "query", name: "app" } },
    ],
    maxResponseBytes: 1_000,
  },
};

test("a step needs every secret of the tools that it calls, each allowed to go to the host of its tool", () => {
  const node = { kind: "tool" as const, config: { tool: "orders" } };
  expect(secretNeeds(node, new Map([["orders", TOOL]]))).toEqual([
    { name: "key", url: URL_OF },
    { name: "app", url: URL_OF },
  ]);
});
