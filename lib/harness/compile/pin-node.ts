import type { z } from "zod";
import { type Library, type PinnedRelease, releaseKey } from "@/lib/harness/compile/library";
import { DEFAULT_TIMEOUT_MS, sideEffectOf } from "@/lib/harness/compile/step-defaults";
import { toolKeysOf } from "@/lib/harness/compile/tool-keys-of";
import { variablesRead } from "@/lib/harness/compile/variables-read";
import type { DraftNode } from "@/lib/harness/graph/draft";
import { onceWith } from "@/lib/harness/graph/once-for";
import { definitionOf } from "@/lib/harness/nodes/catalogue";
import { promptParts } from "@/lib/harness/prompts/prompt-body";
import type { ReadKnowledge } from "@/lib/release/manifest";
import { isExecutable, NODE_CONFIG, type PromptText as PromptTextSchema } from "@/lib/release/node-config";
import { ProgramNode } from "@/lib/release/program";
import { promptName } from "@/lib/release/prompt-name";
import type { Finding } from "@/lib/release/readiness-report";
import { DEFAULT_RETRY } from "@/lib/release/step-policy";
import type { ToolDefinition } from "@/lib/release/tool-definition";
export type PinnedPrompt = { prompt: string; variant?: string; rev: number; bodyHash: string };
type PromptText = z.infer<typeof PromptTextSchema>;

/** A step as the runtime executes it, or null with the reason among the findings; and what it names, at its revision. */
export type PinnedNode = {
  node: ProgramNode | null;
  findings: Finding[];
  prompts: Map<string, PinnedPrompt>;
  tools: Map<string, ToolDefinition>;
  subflows: Map<string, PinnedRelease>;
  knowledge: Map<string, ReadKnowledge>;
  /** Names of the variables that its expressions read, those of a pinned prompt included. */
  variables: string[];
};
/** What becomes of a node by itself, whatever is around it. Worked out once for each version of the node and of the library. */
export const pinNode = onceWith((node: DraftNode, library: Library): PinnedNode => {
  const pinned: PinnedNode = {
    ...{ node: null, findings: [] },
    ...{ prompts: new Map(), tools: new Map(), subflows: new Map(), knowledge: new Map(), variables: [] },
  };
  pinned.node = compileNode(node, { library, ...pinned });
  return pinned;
});

type Context = Omit<PinnedNode, "node"> & { library: Library };
type Report = (rule: string, field: string, explanation: string) => void;

function compileNode(node: DraftNode, context: Context): ProgramNode | null {
  const report: Report = (rule, field, explanation) =>
    context.findings.push({ rule, severity: "block", nodeId: node.id, nodeKey: node.key, field, explanation });
  if (!isExecutable(node.kind)) {
    report(
      "capability-off",
      "kind",
      `"${node.label}" is a ${definitionOf(node.kind).title.toLowerCase()}, which this version draws but does not run. Remove it, or keep the draft until it does.`,
    );
    return null;
  }
  const issue = NODE_CONFIG[node.kind].safeParse(node.config).error?.issues[0];
  if (issue) {
    const at = issue.path.join(".");
    report("invalid-config", at, `"${node.label}" is not complete: ${at}: ${issue.message}`);
    return null;
  }
  const config = withPins(node, context, report);
  pinTools(node, context, report);
  context.variables.push(...variablesRead({ ...node, config }));
  if (node.kind.startsWith("trigger.") && context.variables.length > 0)
    report(
      "broken-expression",
      "in",
      `"${node.label}" reads vars.${context.variables[0]}, and what starts a run has no variables. Read it in a step behind it.`,
    );
  for (const name of context.variables)
    if (!context.library.variables?.has(name))
      report(
        "binding-missing",
        `vars.${name}`,
        `"${node.label}" reads vars.${name}, which is not there. Make it under Variables.`,
      );
  const sideEffect = sideEffectOf(node, context.tools);
  const { id, key, kind, label, parent } = node;
  const parsed = ProgramNode.safeParse({
    ...{ id, key, kind, v: 1, label, parent, config, in: node.in, sideEffect },
    policy: policyOf(node, sideEffect),
  });
  if (!parsed.success)
    report("invalid-draft", "config", `"${node.label}" is not complete: ${parsed.error.issues[0]?.message}`);
  return parsed.data ?? null;
}

function policyOf({ kind, policy }: DraftNode, sideEffect: ProgramNode["sideEffect"]): ProgramNode["policy"] {
  const { timeoutMs, onError, fallback, retry, onFailure } = policy;
  return {
    timeoutMs: timeoutMs ?? DEFAULT_TIMEOUT_MS[kind] ?? 60_000,
    onError: onError ?? "fail",
    ...(fallback === undefined ? {} : { fallback }),
    ...(onFailure ? { onFailure } : {}),
    retry: retry ?? {
      ...DEFAULT_RETRY,
      maxAttempts: sideEffect === "unsafe" && kind !== "agent" ? 1 : DEFAULT_RETRY.maxAttempts,
    },
  };
}

/** The configuration with what it names pinned: a release, a revision of knowledge, a prompt. */
function withPins(node: DraftNode, context: Context, report: Report): DraftNode["config"] {
  if (node.kind === "subflow") return withPinnedRelease(node, context, report);
  return node.kind === "retrieve"
    ? withPinnedKnowledge(node, context, report)
    : withPinnedPrompt(node, context, report);
}

function withPinnedKnowledge(node: DraftNode, { library, knowledge }: Context, report: Report): DraftNode["config"] {
  const found = library.knowledge?.get(NODE_CONFIG.retrieve.parse(node.config).knowledge);
  if (!found) {
    report(
      "binding-missing",
      "knowledge",
      `"${node.label}" looks things up in the knowledge "${node.config.knowledge}", which is not there. Make it under Knowledge, or choose another.`,
    );
    return node.config;
  }
  const { knowledge: key, knowledgeId, rev } = found;
  knowledge.set(key, { knowledge: key, knowledgeId, rev });
  return { ...node.config, knowledgeId, rev };
}

function withPinnedPrompt(node: DraftNode, { library, prompts }: Context, report: Report): DraftNode["config"] {
  if (node.kind !== "llm" && node.kind !== "agent") return node.config;
  const prompt: PromptText = NODE_CONFIG[node.kind].shape.prompt.parse(node.config.prompt);
  if (!prompt.ref) return node.config;
  const { rev, ...ref } = prompt.ref;
  const name = promptName(ref);
  const revisions = library.prompts.get(name) ?? [];
  const found = rev === "latest" ? revisions.at(-1) : revisions.find((one) => one.rev === rev);
  if (!found) {
    report("unknown-prompt", "prompt", `"${node.label}" uses prompt "${name}" revision ${rev}, which is not there.`);
    return node.config;
  }
  prompts.set(`${name}@${found.rev}`, { ...ref, rev: found.rev, bodyHash: found.bodyHash });
  return { ...node.config, prompt: { ...promptParts(found.body), ref: { ...ref, rev: found.rev } } };
}

function withPinnedRelease(node: DraftNode, { library, subflows }: Context, report: Report): DraftNode["config"] {
  const { harness, release } = NODE_CONFIG.subflow.parse(node.config);
  const found = library.releases.get(releaseKey({ harness, release }));
  if (!found) {
    report(
      "unknown-release",
      "release",
      `"${node.label}" runs release ${release} of "${harness}", which is not there or was revoked. Choose a harness and one of its releases.`,
    );
    return node.config;
  }
  for (const { name, required } of found.inputs ?? [])
    if (required && node.in[name] === undefined)
      report(
        "missing-input",
        `in.${name}`,
        `Release ${release} of "${harness}" needs "${name}", and "${node.label}" does not give it.`,
      );
  subflows.set(releaseKey(found), found);
  return { harness, release, releaseId: found.releaseId };
}

function pinTools(node: DraftNode, { library, tools }: Context, report: Report): void {
  for (const key of toolKeysOf(node)) {
    const tool = library.tools.get(key);
    if (tool) tools.set(key, tool);
    if (library.quarantined?.has(key))
      report(
        "tool-drift",
        "tools",
        `The MCP server of "${key}" serves something else than what was approved. Look at the change under Tools, and approve it or take the tool out of "${node.label}".`,
      );
    if (!tool) report("unknown-tool", "tools", `"${node.label}" uses the tool "${key}", which is not in the registry.`);
  }
}
