import { nodeIndex } from "@/lib/harness/canvas/node-index";
import type { DraftNode } from "@/lib/harness/graph/draft";
import { onceFor } from "@/lib/harness/graph/once-for";
import { fieldsOf } from "@/lib/harness/nodes/output-schema";
import { portsOf } from "@/lib/harness/nodes/ports-of";
import { insertBefore } from "@/lib/harness/readiness/insert-before";
import { linesTogether } from "@/lib/harness/readiness/line-ways";
import { isWired, linesInto } from "@/lib/harness/readiness/lines";
import { nodeFinding, type Rule } from "@/lib/harness/readiness/rule";
import { MAX_TRANSFORM_FIELDS } from "@/lib/release/node-config";
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

/** Several lines into one step of which two can be live in one run: the first one starts it, the other is lost. */
export const needsJoin: Rule = {
  name: "needs-join",
  check: ({ draft }) =>
    draft.nodes
      .filter((node) => node.kind !== "join" && node.kind !== "end")
      .flatMap((node) => {
        const lines = linesInto(draft, node.id);
        const both = lines.length < 2 ? null : linesTogether(draft, lines);
        if (!both) return [];
        const [one = "", other = ""] = both.map(({ from }) => nodeIndex(draft).get(from.node)?.label);
        return [
          nodeFinding(node, {
            rule: "needs-join",
            severity: "block",
            explanation: `"${one}" and "${other}" can both lead to "${node.label}" in one run: it starts with the first of them and the other is lost. Put a join before it, which waits for all of them or says that the first is enough.`,
            repair: {
              label: "Insert a join",
              commands: insertBefore(draft, node, { kind: "join", change: {}, goesOn: "out" }),
            },
          }),
        ];
      }),
};

/** A transform of more fields than one takes is divided by hand: what reads its output has to follow. */
export const tooManyFields: Rule = {
  name: "too-many-fields",
  check: ({ draft }) =>
    draft.nodes
      .filter((node) => node.kind === "transform" && Object.keys(fieldsOf(node)).length > MAX_TRANSFORM_FIELDS)
      .map((node) =>
        nodeFinding(node, {
          rule: "too-many-fields",
          severity: "block",
          field: "fields",
          explanation: `"${node.label}" makes ${Object.keys(fieldsOf(node)).length} fields; a transform makes ${MAX_TRANSFORM_FIELDS} at most. Move some of them into a transform behind it.`,
        }),
      ),
};

/** Lines go by the name of an exit: of two with one name only one could be drawn, and which way a run takes would be chance. */
export const doubleExit: Rule = {
  name: "double-exit",
  check: ({ draft }) =>
    draft.nodes.flatMap((node) => {
      const twice = doubledExit(node);
      if (!twice) return [];
      return nodeFinding(node, {
        rule: "double-exit",
        severity: "block",
        field: node.kind === "classify" ? "labels" : "cases",
        explanation: `"${node.label}" has two exits called "${twice}". Give one of them another key.`,
      });
    }),
};

const doubledExit = onceFor((node: DraftNode): string | null => {
  const exits = portsOf(node).out.map(({ id }) => id);
  return exits.find((id, at) => exits.indexOf(id) !== at) ?? null;
});
