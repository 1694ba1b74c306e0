import type { z } from "zod";
import { edgeIndex } from "@/lib/harness/canvas/node-index";
import { expressionFindings } from "@/lib/harness/compile/expression-findings";
import { type Library, type PinnedRelease, releaseKey } from "@/lib/harness/compile/library";
import { DEFAULT_TIMEOUT_MS, sideEffectOf } from "@/lib/harness/compile/step-defaults";
import type { Draft, DraftNode } from "@/lib/harness/graph/draft";
import { definitionOf } from "@/lib/harness/nodes/catalogue";
import { portsOf } from "@/lib/harness/nodes/ports-of";
import { promptParts } from "@/lib/harness/prompts/prompt-body";
import type { ReadKnowledge } from "@/lib/release/manifest";
import { isExecutable, NODE_CONFIG, type PromptText as PromptTextSchema } from "@/lib/release/node-config";
import { Program, type ProgramNode } from "@/lib/release/program";
import { promptName } from "@/lib/release/prompt-name";
import type { Finding } from "@/lib/release/readiness-report";
import { slotsOf } from "@/lib/release/slots-of";
import { DEFAULT_RETRY } from "@/lib/release/step-policy";
import type { ToolDefinition } from "@/lib/release/tool-definition";

type PinnedPrompt = { prompt: string; variant?: string; rev: number; bodyHash: string };
export type Compiled =
  | {
      ok: true;
      program: Program;
      prompts: PinnedPrompt[];
      subflows: PinnedRelease[];
      knowledge: ReadKnowledge[];
      findings: Finding[];
    }
  | { ok: false; findings: Finding[] };
type PromptText = z.infer<typeof PromptTextSchema>;

/**
 * The program of a draft: prompts and tools pinned, defaults filled in, notes and layout gone, nodes and edges sorted by
 * id, so that the order of drawing changes nothing. Findings of severity `block` mean that there is no program.
 */
export function compileDraft(draft: Draft, library: Library): Compiled {
  const findings: Finding[] = expressionFindings(draft, library);
  const prompts = new Map<string, PinnedPrompt>();
  const tools = new Map<string, ToolDefinition>();
  const subflows = new Map<string, PinnedRelease>();
  const knowledge = new Map<string, ReadKnowledge>();
  const nodes = draft.nodes
    .filter((node) => node.kind !== "note")
    .flatMap((node) => compileNode(node, { draft, library, findings, prompts, tools, subflows, knowledge }) ?? []);
  const kept = new Set(nodes.map((node) => node.id));
  const parsed = Program.safeParse({
    format: "slipway/program@1",
    name: draft.name,
    inputs: draft.inputs,
    outputs: draft.outputs,
    state: draft.state,
    context: draft.context,
    models: draft.models,
    tools: Object.fromEntries([...tools].sort(byFirst)),
    limits: draft.limits,
    nodes: nodes.sort(byId),
    edges: draft.edges.filter((edge) => kept.has(edge.from.node) && kept.has(edge.to.node)).sort(byId),
  });
  if (!parsed.success)
    findings.push({
      rule: "invalid-draft",
      severity: "block",
      explanation: `The draft is not complete: ${parsed.error.issues[0]?.path.join(".")}: ${parsed.error.issues[0]?.message}`,
    });
  if (!parsed.success || findings.some((finding) => finding.severity === "block")) return { ok: false, findings };
  return {
    ok: true,
    program: parsed.data,
    prompts: [...prompts.values()].sort((a, b) => (promptName(a) < promptName(b) ? -1 : 1)),
    subflows: [...subflows].sort(byFirst).map(([, release]) => release),
    knowledge: [...knowledge].sort(byFirst).map(([, one]) => one),
    findings,
  };
}

const byId = (one: { id: string }, other: { id: string }) => (one.id < other.id ? -1 : 1);
const byFirst = (one: [string, unknown], other: [string, unknown]) => (one[0] < other[0] ? -1 : 1);

type Context = {
  draft: Draft;
  library: Library;
  findings: Finding[];
  prompts: Map<string, PinnedPrompt>;
  tools: Map<string, ToolDefinition>;
  subflows: Map<string, PinnedRelease>;
  knowledge: Map<string, ReadKnowledge>;
};

function compileNode(node: DraftNode, context: Context): ProgramNode | null {
  const parsed = NODE_CONFIG[node.kind].safeParse(node.config);
  const report = (rule: string, field: string, explanation: string) =>
    context.findings.push({ rule, severity: "block", nodeId: node.id, nodeKey: node.key, field, explanation });
  if (!isExecutable(node.kind)) {
    report(
      "capability-off",
      "kind",
      `"${node.label}" is a ${definitionOf(node.kind).title.toLowerCase()}, which this version draws but does not run. Remove it, or keep the draft until it does.`,
    );
    return null;
  }
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    report(
      "invalid-config",
      issue?.path.join(".") ?? "config",
      `"${node.label}" is not complete: ${issue?.path.join(".")}: ${issue?.message}`,
    );
    return null;
  }
  const config = withPins(node, context, report);
  pinTools(node, context, report);
  checkSlot(node, context, report);
  const ports = new Set(portsOf(node).out.map((port) => port.id));
  for (const edge of edgeIndex(context.draft).get(node.id) ?? [])
    if (edge.from.node === node.id && !ports.has(edge.from.port))
      report(
        "unknown-port",
        "ports",
        `A line leaves "${node.label}" at "${edge.from.port}", which is not there any more. Remove the line.`,
      );
  const sideEffect = sideEffectOf(node, context.tools);
  const { id, key, kind, label, parent } = node;
  return { id, key, kind, v: 1, label, parent, config, in: node.in, policy: policyOf(node, sideEffect), sideEffect };
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

type Report = (rule: string, field: string, explanation: string) => void;

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
      `"${node.label}" runs release ${release} of "${harness}", which is not there. Choose a harness and one of its releases.`,
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

/** Tools that a node may call. */
export function toolKeysOf(node: Pick<DraftNode, "kind" | "config">): string[] {
  const agent = node.kind === "agent" ? NODE_CONFIG.agent.safeParse(node.config) : null;
  if (agent?.success) return agent.data.tools;
  const tool = node.kind === "tool" ? NODE_CONFIG.tool.safeParse(node.config) : null;
  return tool?.success ? [tool.data.tool] : [];
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

function checkSlot(node: DraftNode, { draft }: Context, report: Report): void {
  for (const slot of slotsOf(node))
    if (!Object.hasOwn(draft.models, slot))
      report(
        "unknown-slot",
        "slot",
        `"${node.label}" uses the model slot "${slot}", which this harness does not have.`,
      );
}
