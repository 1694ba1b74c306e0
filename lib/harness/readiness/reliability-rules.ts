import { DEFAULT_TIMEOUT_MS, sideEffectOf } from "@/lib/harness/compile/step-defaults";
import type { DraftNode } from "@/lib/harness/graph/draft";
import { endAt } from "@/lib/harness/readiness/insert-before";
import { isWired } from "@/lib/harness/readiness/lines";
import { nodeFinding, type Rule, repairOf } from "@/lib/harness/readiness/rule";
import { type ContextPolicy, DEFAULT_CONTEXT_POLICY, OwnContext } from "@/lib/release/context-policy";
import { DEFAULT_RETRY } from "@/lib/release/step-policy";

const CALLS = new Set(["llm", "agent", "classify", "tool", "http"]);
const LARGE_HISTORY = { tokens: 100_000, share: 0.8 };

export const noTimeout: Rule = {
  name: "no-timeout",
  check: ({ draft }) =>
    draft.nodes
      .filter((node) => CALLS.has(node.kind) && node.policy.timeoutMs === undefined)
      .map((node) => {
        const timeoutMs = DEFAULT_TIMEOUT_MS[node.kind] ?? 60_000;
        return nodeFinding(node, {
          rule: "no-timeout",
          severity: "block",
          field: "policy.timeoutMs",
          explanation: `"${node.label}" calls something outside and has no timeout of its own.`,
          repair: {
            label: `Set ${timeoutMs / 1_000} s`,
            commands: [{ kind: "set-node", id: node.id, change: { policy: { ...node.policy, timeoutMs } } }],
          },
        });
      }),
};

/** An approval that nobody decides must lead somewhere, or the run ends as failed when it expires. */
export const unwiredTimeout: Rule = {
  name: "approval-timeout",
  check: ({ draft }) =>
    draft.nodes
      .filter((node) => node.kind === "approval")
      .filter((node) => !isWired(draft, node.id, "timeout"))
      .map((node) =>
        nodeFinding(node, {
          rule: "approval-timeout",
          severity: "block",
          field: "timeout",
          explanation: `When nobody decides "${node.label}" in time, its exit "timeout" leads nowhere.`,
          repair: { label: "Lead it to an end", commands: endAt(draft, node, "timeout", "Nobody decided in time") },
        }),
      ),
};

export const retryOnUnsafe: Rule = {
  name: "retry-on-unsafe",
  check: ({ draft, library }) =>
    draft.nodes
      .filter((node) => (node.policy.retry?.maxAttempts ?? 1) > 1 && sideEffectOf(node, library.tools) === "unsafe")
      .map((node) =>
        nodeFinding(node, {
          rule: "retry-on-unsafe",
          severity: "block",
          field: "policy.retry",
          explanation: `"${node.label}" changes something outside that may not be repeated, and it is set to retry.`,
          repair: {
            label: "Try once only",
            commands: [
              {
                kind: "set-node",
                id: node.id,
                change: {
                  policy: { ...node.policy, retry: { ...DEFAULT_RETRY, ...node.policy.retry, maxAttempts: 1 } },
                },
              },
            ],
          },
        }),
      ),
};

/** A history that may take nearly the whole window grows until answers fail; a step may have its own rule for it. */
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

const ownContext = ({ kind, config }: DraftNode): Partial<ContextPolicy> | undefined =>
  kind === "llm" || kind === "agent" ? OwnContext.safeParse(config.context).data : undefined;

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

const growth = ({ historyShare, maxInputTokens }: HistoryRule): string =>
  `may take ${Math.round(historyShare * 100)} % of ${maxInputTokens} tokens: long conversations get slow, dear, and fail at the window.`;
