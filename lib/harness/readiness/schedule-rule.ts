import type { Draft, DraftNode } from "@/lib/harness/graph/draft";
import { onceFor } from "@/lib/harness/graph/once-for";
import { nodeFinding, type Rule } from "@/lib/harness/readiness/rule";
import { jsonValueIssues } from "@/lib/release/json-value-issues";
import { NODE_CONFIG } from "@/lib/release/node-config";
import type { Finding } from "@/lib/release/readiness-report";
import { schemaProblem } from "@/lib/release/schema-problem";
import { timesProblem } from "@/lib/release/triggers/next-ticks";

/** A schedule whose times cannot be read, or that would start every run with an input that is refused. */
export const badSchedule: Rule = {
  name: "bad-schedule",
  check: ({ draft }) =>
    draft.nodes
      .filter((node) => node.kind === "trigger.schedule")
      .flatMap((node) => [...ofTimes(node), ...ofInput(node, draft)]),
};

const bad = (node: DraftNode, field: string, explanation: string): Finding =>
  nodeFinding(node, { rule: "bad-schedule", severity: "block", field, explanation });

const ofTimes = onceFor((node: DraftNode): Finding[] => {
  const config = configOf(node);
  const problem = config ? timesProblem(config) : null;
  return problem ? [bad(node, problem.field, `"${node.label}" never starts a run. ${problem.message}`)] : [];
});

function ofInput(node: DraftNode, { inputs }: Draft): Finding[] {
  const config = configOf(node);
  if (!config || schemaProblem(inputs)) return [];
  const [issue] = jsonValueIssues(inputs, config.input ?? {});
  if (!issue) return [];
  const at = issue.pointer === "" ? "" : ` At ${issue.pointer.slice(1).replaceAll("/", " › ")}:`;
  return [bad(node, "input", `"${node.label}" starts runs with an input that is refused.${at} ${issue.message}`)];
}

const configOf = ({ config }: DraftNode) => NODE_CONFIG["trigger.schedule"].safeParse(config).data;
