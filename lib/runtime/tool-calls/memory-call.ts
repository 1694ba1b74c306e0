import { z } from "zod";
import type { AgentAction } from "@/lib/governance/policies/decision";
import type { Json } from "@/lib/release/json-schema";
import { kindsOf, MemoryKind, MemoryScopeName } from "@/lib/release/memory-grants";
import { type MemoryToolImpl, rightOf } from "@/lib/release/memory-tools";

const MemoryArgs = z.object({
  scope: MemoryScopeName.optional(),
  kind: MemoryKind.optional(),
  key: z.string().trim().optional(),
  query: z.string().trim().optional(),
  content: z.string().optional(),
  version: z.int().optional(),
});

/** What a call of a memory tool asks for, within a grant. `kinds`: empty when the kind that it names is not granted. */
export type MemoryCall = Omit<z.infer<typeof MemoryArgs>, "scope" | "kind"> & {
  scope: MemoryScopeName;
  kinds: readonly MemoryKind[];
};

/** The call with its grant filled in. The arguments have been checked against the tool's schema, so the scope is a granted one. */
export function memoryCall({ grants }: MemoryToolImpl, args: Json): MemoryCall {
  const { scope, kind, ...rest } = MemoryArgs.parse(args);
  const grant = grants.find((one) => scope === undefined || one.scope === scope);
  if (!grant) throw new Error(`The memory of scope "${scope}" is not granted, and the schema let it through.`);
  const kinds = kindsOf(grant);
  return { ...rest, scope: grant.scope, kinds: kind === undefined ? kinds : kinds.filter((one) => one === kind) };
}

/** The question that policies are asked about a call. */
export function memoryAction(impl: MemoryToolImpl, args: Json): AgentAction {
  const { scope } = memoryCall(impl, args);
  return { kind: `memory.${rightOf(impl.op)}`, memory: { scope } };
}
