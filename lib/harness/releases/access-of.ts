import type { AgentAction } from "@/lib/governance/policies/decision";
import { toolAction } from "@/lib/governance/policies/tool-action";
import { toolKeysOf } from "@/lib/harness/compile/tool-keys-of";
import { type StepAction, stepActions } from "@/lib/harness/readiness/step-actions";
import { NODE_CONFIG } from "@/lib/release/node-config";
import type { Program, ProgramNode } from "@/lib/release/program";
import { slotsOf } from "@/lib/release/slots-of";

/** What a release can do to one thing, and the question about it. `action` null: no policy is asked about it. */
export type Access = {
  does: "use-model" | "call-tool" | StepAction["does"] | "run-release";
  resource: string;
  /** Keys of the steps that do it. */
  steps: string[];
  action: AgentAction | null;
};
type Models = ReadonlyMap<string, { provider: string; simulated: boolean }>;

/** Everything that a release can reach: its models, tools, hosts, memories and releases, each once, in a fixed order. */
export function accessOf(program: Program, models: Models): Access[] {
  const found = new Map<string, Access>();
  for (const node of program.nodes)
    for (const access of accessOfNode(node, program, models)) {
      const id = accessId(access);
      const known = found.get(id);
      found.set(id, known ? { ...known, steps: [...new Set([...known.steps, node.key])].sort() } : access);
    }
  return [...found].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, access]) => access);
}

export const accessId = ({ does, resource }: Pick<Access, "does" | "resource">): string => `${does} ${resource}`;

function accessOfNode(node: ProgramNode, program: Program, models: Models): Access[] {
  const one = (does: Access["does"], resource: string, action: AgentAction | null): Access => ({
    ...{ does, resource, action },
    steps: [node.key],
  });
  const ofModels = slotsOf(node).flatMap((name) => {
    const slot = program.models[name];
    return slot ? [slot.model, ...slot.fallbacks].map((ref) => one("use-model", ref, modelAction(ref, models))) : [];
  });
  const ofTools = toolKeysOf(node).flatMap((key) => {
    const tool = program.tools[key];
    return tool ? [one("call-tool", key, toolAction(tool))] : [];
  });
  const ofStep = stepActions(node).map(({ does, resource, action }) => one(does, resource, action));
  return [...ofModels, ...ofTools, ...ofStep, ...subRun(node, one)];
}

/** The release that a step starts. No policy is asked about it: what that run does is decided call by call. */
function subRun(
  { kind, config }: ProgramNode,
  one: (does: Access["does"], resource: string, action: AgentAction | null) => Access,
): Access[] {
  if (kind !== "subflow") return [];
  const { harness, release } = NODE_CONFIG.subflow.parse(config);
  return [one("run-release", `${harness} r${release}`, null)];
}

/** A model whose connection is gone is not asked about: the call would not get so far. */
function modelAction(ref: string, models: Models): AgentAction | null {
  const model = models.get(ref);
  return model
    ? { kind: "model.invoke", model: { ref, provider: model.provider, external: !model.simulated }, inputTokens: 0 }
    : null;
}
