import type { Check } from "@/lib/harness/graders/graders";

/** What a new grader of a kind starts with in the form. */
export function startOf(kind: Check["kind"], tools: readonly string[]): Check {
  const [tool = "orders_get"] = tools;
  const starts: { [K in Check["kind"]]: Extract<Check, { kind: K }> } = {
    exact: { kind: "exact", at: "", loose: true },
    contains: { kind: "contains", at: "", text: "" },
    regex: { kind: "regex", at: "", pattern: ".+", ignoreCase: true },
    "json-schema": { kind: "json-schema", at: "", schema: { type: "object" } },
    "json-field": { kind: "json-field", at: "/answer" },
    numeric: { kind: "numeric", at: "", tolerance: 0, relative: false },
    "set-f1": { kind: "set-f1", at: "" },
    cel: { kind: "cel", condition: "input.output == input.expected" },
    "tool-used": { kind: "tool-used", tool, atLeast: 1 },
    "tool-sequence": { kind: "tool-sequence", tools: [tool], match: "ordered" },
    "forbidden-tool": { kind: "forbidden-tool", tools: [tool] },
    "step-count": { kind: "step-count", max: 10 },
    cost: { kind: "cost", maxUsd: 0.01 },
    latency: { kind: "latency", maxMs: 5_000 },
    tokens: { kind: "tokens", max: 2_000 },
  };
  return starts[kind];
}
