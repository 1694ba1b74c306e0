import { releaseKey } from "@/lib/harness/compile/library";
import type { Draft, DraftNode } from "@/lib/harness/graph/draft";
import { membersOf } from "@/lib/harness/nodes/output-schema";
import type { Binding } from "@/lib/release/binding";
import type { JsonSchema } from "@/lib/release/json-schema";
import { NODE_CONFIG } from "@/lib/release/node-config";

/** A value that a step takes. `field` is its place in the node: `in.amount`. `who` takes it, for a sentence. */
export type WantedValue = { field: string; name: string; who: string; binding: Binding; schema: JsonSchema };

type TakenField = { name: string; required?: boolean; schema?: JsonSchema | undefined };

/** What says what values are. Releases are by `<slug>@<number>`. */
export type ValueSource = {
  draft: Pick<Draft, "outputs">;
  tools: ReadonlyMap<string, { input: JsonSchema }>;
  releases: ReadonlyMap<string, { inputs: readonly TakenField[] | null; outputs?: JsonSchema | null | undefined }>;
};

const LIST: JsonSchema = { type: "array" };
const NUMBER: JsonSchema = { type: "number" };

/** The schema that each bound input of a step must fit, by name; names that are not in it take anything. */
export function wantedInputs(
  node: Pick<DraftNode, "kind" | "config">,
  source: ValueSource,
): Record<string, JsonSchema> {
  switch (node.kind) {
    case "map":
      return { items: LIST };
    case "tool":
      return membersOf(source.tools.get(String(node.config.tool))?.input ?? {})?.properties ?? {};
    case "end":
      return node.config.outcome === "failure" ? {} : (membersOf(source.draft.outputs)?.properties ?? {});
    case "subflow":
      return inputsOfRelease(node, source);
    default:
      return {};
  }
}

function inputsOfRelease({ config }: Pick<DraftNode, "config">, { releases }: ValueSource): Record<string, JsonSchema> {
  const pinned = NODE_CONFIG.subflow.safeParse(config).data;
  const inputs = pinned ? (releases.get(releaseKey(pinned))?.inputs ?? []) : [];
  return Object.fromEntries(inputs.map(({ name, schema }) => [name, schema ?? {}]));
}

/** What each state variable takes that a transform writes. */
export function wantedState({ draft }: { draft: Pick<Draft, "state"> }): Record<string, JsonSchema> {
  return Object.fromEntries(
    Object.entries(draft.state).map(([name, { schema, reducer }]) => [
      name,
      reducer === "replace" ? schema : reducer === "sum" || reducer === "max" ? NUMBER : {},
    ]),
  );
}

/** Every value that a step is given and whose schema is known to matter. */
export function wantedValues(node: DraftNode, source: ValueSource & { draft: Pick<Draft, "state"> }): WantedValue[] {
  if (node.kind === "transform") return wantedWrites(node, source);
  const inputs = wantedInputs(node, source);
  const names = Object.keys(inputs).length === 0 ? [] : Object.entries(node.in);
  return names.flatMap(([name, binding]) => {
    const schema = Object.hasOwn(inputs, name) ? inputs[name] : undefined;
    return schema ? [{ field: `in.${name}`, name, who: whoTakes(node), binding, schema }] : [];
  });
}

function wantedWrites({ config }: DraftNode, source: { draft: Pick<Draft, "state"> }): WantedValue[] {
  const writes = NODE_CONFIG.transform.shape.set.safeParse(config.set).data ?? {};
  const names = Object.entries(writes);
  if (names.length === 0) return [];
  const state = wantedState(source);
  return names.flatMap(([name, binding]) => {
    const schema = Object.hasOwn(state, name) ? state[name] : undefined;
    return schema ? [{ field: `config.set.${name}`, name, who: "the state", binding, schema }] : [];
  });
}

function whoTakes({ kind, config }: DraftNode): string {
  if (kind === "tool") return `the tool ${String(config.tool)}`;
  if (kind === "end") return "the output of the harness";
  return kind === "subflow" ? `the harness ${String(config.harness)}` : "the map";
}
