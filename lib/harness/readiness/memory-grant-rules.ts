import { toolKeysOf } from "@/lib/harness/compile/tool-keys-of";
import type { DraftNode } from "@/lib/harness/graph/draft";
import { onceFor } from "@/lib/harness/graph/once-for";
import { ownContextOf } from "@/lib/harness/nodes/own-context";
import { promptTextsOf } from "@/lib/harness/readiness/prompt-texts-of";
import { nodeFinding, type Rule, type Subject } from "@/lib/harness/readiness/rule";
import { isSharedScope, type MemoryGrant, type MemoryScopeName } from "@/lib/release/memory-grants";
import { memoryGrantsOf } from "@/lib/release/memory-grants-of";
import { MEMORY_TOOL_KEYS } from "@/lib/release/memory-tools";
import type { Finding } from "@/lib/release/readiness-report";

const grantsOf = onceFor((node: DraftNode) => memoryGrantsOf(node));

/** Grants by which what one person writes to an agent could reach everybody who shares a memory with them. */
export function sharedGrants(subject: Subject): Finding[] {
  return subject.draft.nodes.flatMap((node) => {
    const grants = grantsOf(node);
    const shared = grants.filter(({ scope, write }) => write && isSharedScope(scope));
    if (shared.length === 0 || !readsPeople(node, subject)) return [];
    return nodeFinding(node, {
      rule: "shared-memory-scope",
      severity: "block",
      field: "memory",
      explanation: `"${node.label}" reads what people write, and may write the memory of scope ${shared.map(({ scope }) => `"${scope}"`).join(" and ")}, which other people's runs read. A text can make it leave something there.`,
      repair: {
        label: "Let it write to the user's memory instead",
        commands: [withGrants(node, keptWithUser(grants))],
      },
    });
  });
}

/** Whether the prompt takes from what started the run, or the conversation comes along. */
function readsPeople(node: DraftNode, { draft, library }: Subject): boolean {
  const { history } = { ...draft.context, ...ownContextOf(node) };
  return history === "thread" || promptTextsOf(node, library).some((text) => TAKES_INPUT.test(text));
}

const TAKES_INPUT = /\{[{%][^}]*\b(input|item)\b/;

/** Nothing is written where others read; the user's own memory is. */
function keptWithUser(grants: readonly MemoryGrant[]): MemoryGrant[] {
  const user = grants.find(({ scope }) => scope === "user") ?? { scope: "user" as const, read: true, write: true };
  const others = grants
    .filter(({ scope }) => scope !== "user")
    .map((grant) => (isSharedScope(grant.scope) ? { ...grant, write: false } : grant))
    .filter(({ read, write }) => read || write);
  return [...others, { ...user, write: true }];
}

/** A tool of the registry that is hidden by one that the grants bring. */
export const memoryToolTwice: Rule = {
  name: "memory-tool-twice",
  check: ({ draft }) =>
    draft.nodes.flatMap((node) => {
      const hidden = toolKeysOf(node).filter((key) => MEMORY_TOOL_KEYS.includes(key));
      if (hidden.length === 0 || !grantsOf(node).some(({ read, write }) => read || write)) return [];
      const tools = toolKeysOf(node).filter((key) => !hidden.includes(key));
      return nodeFinding(node, {
        rule: "memory-tool-twice",
        severity: "review",
        field: "tools",
        explanation: `"${node.label}" has ${hidden.map((key) => `"${key}"`).join(" and ")} as a tool, and memory of its own. Only what the memory brings under this name is offered to the model.`,
        repair: {
          label: hidden.length === 1 ? "Take the tool out" : "Take the tools out",
          commands: [{ kind: "set-node", id: node.id, change: { config: { ...node.config, tools } } }],
        },
      });
    }),
};

/** A node that may no longer read, or write, a memory. */
export const withoutRight = (node: DraftNode, scope: MemoryScopeName, right: "read" | "write") =>
  withGrants(
    node,
    memoryGrantsOf(node)
      .map((grant) => (grant.scope === scope ? { ...grant, [right]: false } : grant))
      .filter(({ read, write }) => read || write),
  );

function withGrants({ id, config }: DraftNode, grants: readonly MemoryGrant[]) {
  const memory = grants.map(({ kinds, ...grant }) => ({ ...grant, ...(kinds && { kinds }) }));
  return { kind: "set-node" as const, id, change: { config: { ...config, memory } } };
}
