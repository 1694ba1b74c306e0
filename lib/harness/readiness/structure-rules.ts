import { nodeIndex } from "@/lib/harness/canvas/node-index";
import { insertBefore } from "@/lib/harness/readiness/insert-before";
import { isWired, linesInto } from "@/lib/harness/readiness/lines";
import { nodeFinding, type Rule } from "@/lib/harness/readiness/rule";
import type { Finding } from "@/lib/release/readiness-report";

const whole = (rule: string, explanation: string): Finding => ({ rule, severity: "block", explanation });

/** A run needs a way in and a way out. */
export const noEntry: Rule = {
  name: "no-entry",
  check: ({ draft }) => [
    ...(draft.nodes.some((node) => node.kind.startsWith("trigger."))
      ? []
      : [whole("no-entry", "Nothing starts a run. Add a chat message or an API call.")]),
    ...(draft.nodes.some((node) => node.kind === "end")
      ? []
      : [whole("no-entry", "Nothing ends a run with an output. Add an end.")]),
  ],
};

/** What an import did not understand stays on the canvas as it came; a release cannot hold it. */
export const placeholderNode: Rule = {
  name: "placeholder",
  check: ({ draft }) =>
    draft.nodes
      .filter((node) => node.kind === "placeholder")
      .map((node) =>
        nodeFinding(node, {
          rule: "placeholder",
          severity: "block",
          explanation: `"${node.label}" was imported and is not understood. Put a step of ours in its place.`,
          repair: { label: "Remove it", commands: [{ kind: "remove", nodes: [node.id], edges: [] }] },
        }),
      ),
};

export const unconnectedNode: Rule = {
  name: "unconnected-node",
  check: ({ draft }) => {
    const reached = new Set(draft.edges.map((edge) => edge.to.node));
    return draft.nodes
      .filter(
        (node) =>
          node.kind !== "note" && !node.kind.startsWith("trigger.") && !node.policy.onFailure && !reached.has(node.id),
      )
      .map((node) =>
        nodeFinding(node, {
          rule: "unconnected-node",
          severity: "review",
          explanation: `Nothing leads to "${node.label}", so it never runs.`,
          repair: { label: "Remove it", commands: [{ kind: "remove", nodes: [node.id], edges: [] }] },
        }),
      );
  },
};

export const unhandledErrorPort: Rule = {
  name: "unhandled-error-port",
  check: ({ draft }) =>
    draft.nodes
      .filter((node) => node.policy.onError === "port")
      .filter((node) => !isWired(draft, node.id, "error"))
      .map((node) =>
        nodeFinding(node, {
          rule: "unhandled-error-port",
          severity: "block",
          field: "policy.onError",
          explanation: `"${node.label}" sends failures to its error exit, and nothing is there.`,
          repair: {
            label: "Let the run fail instead",
            commands: [{ kind: "set-node", id: node.id, change: { policy: { ...node.policy, onError: "fail" } } }],
          },
        }),
      ),
};

/** Several lines into one step that do not exclude each other: the first one starts it, the others are lost. */
export const needsJoin: Rule = {
  name: "needs-join",
  check: ({ draft }) => {
    const exclusive = new Set(["branch", "classify", "agent"]);
    return draft.nodes
      .filter((node) => node.kind !== "join" && node.kind !== "end")
      .flatMap((node) => {
        const sources = linesInto(draft, node.id);
        const isSafe = sources.every(
          (edge) => exclusive.has(nodeIndex(draft).get(edge.from.node)?.kind ?? "") || edge.from.port === "error",
        );
        if (sources.length < 2 || isSafe) return [];
        return [
          nodeFinding(node, {
            rule: "needs-join",
            severity: "review",
            explanation: `${sources.length} lines lead to "${node.label}": it starts with the first one and ignores the rest. If it should wait for all, put a join before it.`,
            repair: {
              label: "Insert a join",
              commands: insertBefore(draft, node, { kind: "join", change: {}, goesOn: "out" }),
            },
          }),
        ];
      });
  },
};
