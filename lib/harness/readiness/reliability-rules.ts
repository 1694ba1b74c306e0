import { DEFAULT_TIMEOUT_MS, sideEffectOf } from "@/lib/harness/compile/step-defaults";
import { definitionOf } from "@/lib/harness/nodes/catalogue";
import { endAt } from "@/lib/harness/readiness/insert-before";
import { isWired } from "@/lib/harness/readiness/lines";
import { nodeFinding, type Rule } from "@/lib/harness/readiness/rule";
import { formatDuration } from "@/lib/platform/time/format-duration";
import { DEFAULT_RETRY } from "@/lib/release/step-policy";
import { timeoutCapMs } from "@/lib/release/timeout-cap";

const CALLS = new Set(["llm", "agent", "classify", "tool", "http"]);

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

/** What an attempt is given more than its kind may have is said, and not cut. */
export const timeoutOverCap: Rule = {
  name: "timeout-over-cap",
  check: ({ draft }) =>
    draft.nodes
      .filter(({ kind, policy }) => (policy.timeoutMs ?? 0) > timeoutCapMs(kind))
      .map((node) => {
        const timeoutMs = timeoutCapMs(node.kind);
        const { title } = definitionOf(node.kind);
        return nodeFinding(node, {
          rule: "timeout-over-cap",
          severity: "block",
          field: "policy.timeoutMs",
          explanation: `An attempt of "${node.label}" is given ${formatDuration(node.policy.timeoutMs)}; a step of the kind ${title} has ${formatDuration(timeoutMs)} at most.`,
          repair: {
            label: `Set ${formatDuration(timeoutMs)}`,
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
