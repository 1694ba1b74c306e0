import type { Draft } from "@/lib/harness/graph/draft";
import { newNode } from "@/lib/harness/nodes/new-node";
import { apply } from "@/lib/harness/testing/demo-draft";
import type { ReadinessCase } from "@/lib/harness/testing/readiness-case";
import { config, outputs, ready, withNode } from "@/lib/harness/testing/readiness-drafts";
import type { JsonSchema } from "@/lib/release/json-schema";

const schedule = (more: Record<string, string | object>): Draft => {
  const node = newNode(ready, "trigger.schedule");
  const config = JSON.parse(JSON.stringify({ ...node.config, input: { message: "Report" }, ...more }));
  return apply(ready, { kind: "add-nodes", nodes: [{ ...node, config }], edges: [], at: {} });
};

const START = { initial: 0, reducer: "sum" as const, maxItems: 10 };
const approvalOf = (form: JsonSchema) => ({
  title: "May it go on?",
  form,
  excludeStarter: true,
  expiresMs: 86_400_000,
});
const checking = (schema: object): Draft =>
  withNode("guardrail", {
    config: JSON.parse(JSON.stringify({ action: "block", checks: [{ kind: "schema", schema }] })),
  });

/** Of how steps are set up: what a run could only refuse. */
export const SETUP_CASES: ReadinessCase[] = [
  { rule: "bad-schedule", bad: schedule({ cron: "60 9 * * *" }), good: schedule({}), repairs: false },
  {
    rule: "bad-schedule",
    bad: schedule({ cron: "0 9 31 2 *" }),
    good: schedule({ cron: "0 9 29 2 *" }),
    repairs: false,
  },
  {
    rule: "bad-schedule",
    bad: schedule({ zone: "Mars/Base" }),
    good: schedule({ zone: "Europe/Vienna" }),
    repairs: false,
  },
  { rule: "bad-schedule", bad: schedule({ input: {} }), good: schedule({}), repairs: false },
  { rule: "broken-schema", bad: { ...ready, inputs: { type: "banana" } }, good: ready, repairs: false },
  {
    rule: "broken-schema",
    bad: { ...ready, outputs: { type: "object", patternProperties: { a: {} } } },
    good: { ...ready, outputs },
    repairs: false,
  },
  {
    rule: "broken-schema",
    bad: { ...ready, state: { total: { schema: { $ref: "https://example.com/s" }, ...START } } },
    good: { ...ready, state: { total: { schema: { type: "number" }, ...START } } },
    repairs: false,
  },
  {
    rule: "broken-schema",
    bad: config("agent", { output: { type: "object", properties: [1] } }),
    good: config("agent", { output: outputs }),
    repairs: false,
  },
  {
    rule: "broken-schema",
    bad: withNode("approval", { config: approvalOf({ type: "banana" }) }),
    good: withNode("approval", { config: approvalOf(outputs) }),
    repairs: false,
  },
  { rule: "broken-schema", bad: checking({ pattern: "(?!x)" }), good: checking({ pattern: "x" }), repairs: false },
];
