import { z } from "zod";
import { HTTP_TOOL } from "@/lib/governance/policies/http-action";

/** What a policy may speak of: a tool's key, its classes and the JSON Schema of its arguments. */
export type PolicyTool = {
  key: string;
  classes: readonly string[];
  sideEffect: string;
  input: Record<string, unknown>;
};

const Property = z.object({ type: z.enum(["string", "integer", "number", "boolean"]) });
const CEDAR_TYPE = { string: "String", integer: "Long", number: "decimal", boolean: "Bool" } as const;
export type ArgumentType = keyof typeof CEDAR_TYPE;
const IDENTIFIER = /^[A-Za-z_][A-Za-z0-9_]*$/;

/** The arguments of one tool that policies can see: scalars with plain names. */
export function argumentTypes(input: Record<string, unknown>): Record<string, ArgumentType> {
  const properties = z.record(z.string(), z.unknown()).safeParse(input.properties);
  if (!properties.success) return {};
  return Object.fromEntries(
    Object.entries(properties.data).flatMap(([name, schema]) => {
      const parsed = Property.safeParse(schema);
      return parsed.success && IDENTIFIER.test(name) ? [[name, parsed.data.type] as const] : [];
    }),
  );
}

/** Arguments of all tools together; a name that means two things in two tools cannot be used in a policy. */
export function sharedArguments(tools: readonly Pick<PolicyTool, "input">[]): Record<string, ArgumentType> {
  const types = new Map<string, ArgumentType | null>();
  for (const tool of tools)
    for (const [name, type] of Object.entries(argumentTypes(tool.input)))
      types.set(name, types.has(name) && types.get(name) !== type ? null : type);
  return Object.fromEntries([...types].flatMap(([name, type]) => (type ? [[name, type] as const] : [])));
}

/** The Cedar schema that policy texts are checked against. Numbers with decimals are `decimal` (four places). */
export function policySchema(tools: readonly PolicyTool[]): string {
  const args = Object.entries(sharedArguments([...tools, HTTP_TOOL])).map(
    ([name, type]) => `${name}?: ${CEDAR_TYPE[type]}`,
  );
  return `namespace Slipway {
  entity Harness;
  entity ToolClass;
  entity AgentRun in [Harness] = { environment: String };
  entity Tool in [ToolClass] = { sideEffect: String };
  entity Knowledge;
  entity MemorySpace;
  entity Model = { provider: String, external: Bool };
  type Run = {
    taint: { untrustedInput: Bool, readSensitive: Bool },
    approval: { granted: Bool },
    usage: { runCostMicros: Long, runSteps: Long, toolCallsInRun: Long }
  };
  action "tool.call" appliesTo { principal: AgentRun, resource: Tool, context: { run: Run, args: { ${args.join(", ")} } } };
  action "model.invoke" appliesTo { principal: AgentRun, resource: Model, context: { run: Run, inputTokens: Long } };
  action "knowledge.read" appliesTo { principal: AgentRun, resource: Knowledge, context: { run: Run } };
  action "memory.read", "memory.write" appliesTo { principal: AgentRun, resource: MemorySpace, context: { run: Run } };
}
`;
}
