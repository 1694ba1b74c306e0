import type { DraftNode } from "@/lib/harness/graph/draft";
import { ownContextOf } from "@/lib/harness/nodes/own-context";
import { nodeFinding, type Rule, repairOf } from "@/lib/harness/readiness/rule";
import { type ContextPolicy, DEFAULT_CONTEXT_POLICY } from "@/lib/release/context-policy";
import { fateOfOlder } from "@/lib/release/summary-tokens";

const LARGE_HISTORY = { tokens: 100_000, share: 0.8 };

/** A history that may take nearly all of a large call makes every call of a long conversation slow and dear; a step may have its own rule for it. */
export const unboundedHistory: Rule = {
  name: "unbounded-history",
  check: ({ draft }) => [
    ...(isBounded(draft.context)
      ? []
      : [
          {
            ...{ rule: "unbounded-history", severity: "block" as const, field: "context" },
            explanation: `The history ${growth(draft.context)}`,
            repair: repairOf({
              label: "Bound it",
              commands: [{ kind: "set-draft", change: { context: { ...draft.context, ...bounds(draft.context) } } }],
            }),
          },
        ]),
    ...draft.nodes.flatMap((node) => {
      const own = ownContext(node);
      const context = { ...draft.context, ...own };
      if (!own || isBounded(context) || isSame(context, draft.context)) return [];
      const bounded = { ...node.config, context: { ...own, ...bounds(context) } };
      return nodeFinding(node, {
        rule: "unbounded-history",
        severity: "block",
        field: "context",
        explanation: `In "${node.label}" the history ${growth(context)}`,
        repair: { label: "Bound it", commands: [{ kind: "set-node", id: node.id, change: { config: bounded } }] },
      });
    }),
  ],
};

const ownContext = (node: DraftNode): Partial<ContextPolicy> | undefined =>
  node.kind === "llm" || node.kind === "agent" ? ownContextOf(node) : undefined;

type HistoryRule = Pick<ContextPolicy, "history" | "maxInputTokens" | "historyShare">;

const isBounded = ({ history, maxInputTokens, historyShare }: HistoryRule): boolean =>
  history === "none" || (maxInputTokens <= LARGE_HISTORY.tokens && historyShare <= LARGE_HISTORY.share);

/** What the harness says for all of its steps is said once. */
const isSame = (one: HistoryRule, other: HistoryRule): boolean =>
  one.history === other.history &&
  one.maxInputTokens === other.maxInputTokens &&
  one.historyShare === other.historyShare;

const bounds = ({ maxInputTokens }: HistoryRule) => ({
  maxInputTokens: Math.min(maxInputTokens, DEFAULT_CONTEXT_POLICY.maxInputTokens),
  historyShare: DEFAULT_CONTEXT_POLICY.historyShare,
});

const growth = ({ historyShare, maxInputTokens, strategy }: ContextPolicy): string =>
  `may take ${Math.round(historyShare * 100)} % of ${maxInputTokens} tokens: every call of a long conversation is as slow and dear as that${strategy === "summarize" ? ", before it is summarised" : ""}.`;

/** A conversation that gets longer than its share of a call loses what was said first, unless it is summarised. */
export const historyLost: Rule = {
  name: "history-lost",
  check: ({ draft }) => {
    const users = draft.nodes.filter(({ kind }) => kind === "llm" || kind === "agent");
    const lost = lossOf(draft.context);
    const inherits = users.some((node) => lossOf({ ...draft.context, ...ownContext(node) }) === lost);
    const ofAll =
      lost && inherits
        ? [
            {
              ...{ rule: "history-lost", severity: "advice" as const, field: "context" },
              explanation: `In long conversations ${lost}`,
              repair: repairOf({
                label: "Summarise them",
                commands: [
                  { kind: "set-draft", change: { context: { ...draft.context, ...summarising(draft.context) } } },
                ],
              }),
            },
          ]
        : [];
    return [...ofAll, ...users.flatMap((node) => lostIn(node, draft.context))];
  },
};

function lostIn(node: DraftNode, standard: ContextPolicy) {
  const own = ownContext(node);
  const context = { ...standard, ...own };
  const lost = lossOf(context);
  if (!own || !lost || lost === lossOf(standard)) return [];
  const repaired = { ...node.config, context: { ...own, ...summarising(context) } };
  return nodeFinding(node, {
    ...{ rule: "history-lost", severity: "advice", field: "context" },
    explanation: `In long conversations "${node.label}" is not told everything: ${lost}`,
    repair: { label: "Summarise them", commands: [{ kind: "set-node", id: node.id, change: { config: repaired } }] },
  });
}

const LOSS = {
  "left-out": "older messages are left out, and nothing is told in their place.",
  "too-small": "older messages are left out: the history's share of a call is too small for a summary of them.",
} as const;

function lossOf(context: ContextPolicy): string | null {
  const fate = fateOfOlder(context);
  return fate === "left-out" || fate === "too-small" ? LOSS[fate] : null;
}

const summarising = (context: ContextPolicy) => ({
  strategy: "summarize" as const,
  ...(fateOfOlder({ ...context, strategy: "summarize" }) === "too-small" && {
    historyShare: DEFAULT_CONTEXT_POLICY.historyShare,
  }),
});
