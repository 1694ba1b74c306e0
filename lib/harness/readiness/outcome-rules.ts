import { sideEffectOf } from "@/lib/harness/compile/step-defaults";
import type { Command } from "@/lib/harness/graph/command";
import type { DraftNode } from "@/lib/harness/graph/draft";
import { endAt } from "@/lib/harness/readiness/insert-before";
import { nodeFinding, type Rule, repairOf } from "@/lib/harness/readiness/rule";
import type { Finding } from "@/lib/release/readiness-report";

/** Without a schema of outputs, and without an end for failures, nothing tells a good run from a bad one. */
export const noOutcomeSignal: Rule = {
  name: "no-outcome-signal",
  check: ({ draft }) => {
    const hasSchema = Object.keys(Object(draft.outputs.properties)).length > 0;
    const hasFailure = draft.nodes.some((node) => node.kind === "end" && node.config.outcome === "failure");
    const end = draft.nodes.find((node) => node.kind === "end");
    if (hasSchema || hasFailure || !end) return [];
    const fields = Object.keys(end.in);
    const outputs = {
      type: "object",
      properties: Object.fromEntries((fields.length > 0 ? fields : ["answer"]).map((name) => [name, {}])),
    };
    return [
      {
        rule: "no-outcome-signal",
        severity: "review",
        field: "outputs",
        explanation:
          "The outputs have no schema, and no end stands for a failure: a run that ends with nothing looks like a success.",
        repair: repairOf({ label: "Describe the outputs", commands: [{ kind: "set-draft", change: { outputs } }] }),
      },
    ];
  },
};

const CALLS = new Set(["agent", "tool", "http"]);

export const unhandledFailure: Rule = {
  name: "unhandled-failure",
  check: ({ draft, library }) =>
    draft.nodes
      .filter((node) => node.parent === null && CALLS.has(node.kind) && (node.policy.onError ?? "fail") === "fail")
      .filter((node) => node.kind === "agent" || sideEffectOf(node, library.tools) !== "none")
      .map((node) => unhandled({ node, end: endAt(draft, node, "error", `${node.label} failed`) })),
};

const known = new WeakMap<readonly Command[], Finding>();

/** The commands of an end are made for one version of its node, and so is the finding. */
function unhandled(subject: { node: DraftNode; end: readonly Command[] }): Finding {
  const before = known.get(subject.end);
  if (before) return before;
  const finding = unhandledAt(subject);
  known.set(subject.end, finding);
  return finding;
}

function unhandledAt({ node, end }: { node: DraftNode; end: readonly Command[] }): Finding {
  const policy = { ...node.policy, onError: "port" as const };
  return nodeFinding(node, {
    rule: "unhandled-failure",
    severity: "review",
    field: "policy.onError",
    explanation: `When "${node.label}" fails, the whole run fails, after effects that stay. Give the failure a way of its own.`,
    repair: {
      label: "Lead failures to an end",
      commands: [{ kind: "set-node", id: node.id, change: { policy } }, ...end],
    },
  });
}
