import type { Draft } from "@/lib/harness/graph/draft";
import { newNode } from "@/lib/harness/nodes/new-node";
import { apply } from "@/lib/harness/testing/demo-draft";
import type { ReadinessCase } from "@/lib/harness/testing/readiness-case";
import { ready } from "@/lib/harness/testing/readiness-drafts";

const schedule = (more: Record<string, string | object>): Draft => {
  const node = newNode(ready, "trigger.schedule");
  const config = JSON.parse(JSON.stringify({ ...node.config, input: { message: "Report" }, ...more }));
  return apply(ready, { kind: "add-nodes", nodes: [{ ...node, config }], edges: [], at: {} });
};

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
];
