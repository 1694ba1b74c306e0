import { nodeIndex } from "@/lib/harness/canvas/node-index";
import { availabilityOf } from "@/lib/harness/graph/availability";
import { schemaOfBinding } from "@/lib/harness/graph/binding-schema";
import { carriedValues } from "@/lib/harness/graph/carried-values";
import { bodyResult, innerLines } from "@/lib/harness/graph/container-results";
import { containersOf, leadsInside } from "@/lib/harness/graph/containers";
import type { Draft, DraftNode } from "@/lib/harness/graph/draft";
import { chose, type Guards } from "@/lib/harness/graph/guards";
import { itemsOf } from "@/lib/harness/graph/known-values";
import type { Names, ReadableStep } from "@/lib/harness/graph/names";
import {
  closed,
  ERROR_OUTPUT,
  fieldsOf,
  GUARDRAIL_OUTPUT,
  outputSchemaOf,
  type StepSources,
} from "@/lib/harness/nodes/output-schema";
import type { JsonSchema } from "@/lib/release/json-schema";

/** What is known of the values of a draft: what each step gives, and what can be read where. An empty schema: only a run can tell. */
export interface DraftTypes {
  /** Every name that an expression of the node can use, with what is known about it. */
  namesAt(nodeId: string): Names;
  /** What a step gives when it has done what it is for. */
  outputOf(node: DraftNode): JsonSchema;
  /** What a step gives at an exit; at the way into a container, what each round of its body gets. */
  exitOf(node: DraftNode, port: string): JsonSchema;
}

const ANY: JsonSchema = {};
const NUMBER = { type: "number" };
const NO_NODES: ReadonlyMap<string, JsonSchema> = new Map();
/** Steps that are followed one behind the other; what is read through more of them in one go is not known. */
const MAX_DEPTH = 60;
const known = new WeakMap<Draft, { sources: StepSources; types: DraftTypes }>();

/** Worked out when somebody asks, and once for each version of the draft: every expression behind a step asks for the same. */
export function draftTypes(draft: Draft, sources: StepSources): DraftTypes {
  const before = known.get(draft);
  if (
    before?.sources.tools === sources.tools &&
    before.sources.releases === sources.releases &&
    before.sources.variables === sources.variables
  )
    return before.types;
  const types = new Types(draft, sources, NO_NODES);
  known.set(draft, { sources, types });
  return types;
}

class Types implements DraftTypes {
  readonly #names = new Map<string, Names>();
  readonly #outputs = new Map<string, JsonSchema>();
  readonly #carried = new Map<string, JsonSchema>();
  readonly #open = new Set<string>();

  /** `assumed`: what loops are taken to carry, by id, while it is found out whether that holds. */
  constructor(
    private readonly draft: Draft,
    private readonly sources: StepSources,
    private readonly assumed: ReadonlyMap<string, JsonSchema>,
  ) {}

  namesAt(nodeId: string): Names {
    const found = this.#names.get(nodeId);
    if (found) return found;
    const names = this.#findNames(nodeId);
    this.#names.set(nodeId, names);
    return names;
  }

  outputOf(node: DraftNode): JsonSchema {
    const found = this.#outputs.get(node.id);
    if (found) return found;
    // A circle is refused when it is drawn; one that was imported ends here.
    if (this.#open.has(node.id) || this.#open.size > MAX_DEPTH) return ANY;
    this.#open.add(node.id);
    const schema = this.#findOutput(node);
    this.#open.delete(node.id);
    this.#outputs.set(node.id, schema);
    return schema;
  }

  exitOf(node: DraftNode, port: string): JsonSchema {
    if (port === "error") return ERROR_OUTPUT;
    if (leadsInside(node, port)) return node.kind === "map" ? this.#itemOf(node) : this.#carriedBy(node);
    if (node.kind === "guardrail") return port === "block" ? GUARDRAIL_OUTPUT.block : GUARDRAIL_OUTPUT.pass;
    return this.outputOf(node);
  }

  #findNames(nodeId: string): Names {
    const { draft } = this;
    const available = availabilityOf(draft, nodeId);
    const { sure, guards } = available;
    const node = nodeIndex(draft).get(nodeId);
    const around = node ? containersOf(draft, node) : [];
    const map = around.find((one) => one.kind === "map");
    // The condition of a loop is asked about the round that ended.
    const round = node?.kind === "loop" ? node : around[0];
    const isReadable = (one: DraftNode) => sure.has(one.id) || available.maybe.has(one.id);
    const readable = (one: DraftNode) => this.#readable(one, !sure.has(one.id), guards);
    const found = (one: DraftNode | undefined) => (one && isReadable(one) ? readable(one) : undefined);
    const [item, carry] = [() => (map ? this.#itemOf(map) : ANY), () => this.#carriedBy(round)];
    let steps: ReadableStep[] | undefined;
    return {
      inputs: draft.inputs,
      // Worked out when somebody asks: most expressions read the input, and one or two steps.
      get steps() {
        steps ??= draft.nodes.filter(isReadable).map(readable);
        return steps;
      },
      stepOf: (key) => found(nodesByKey(draft.nodes).get(key)),
      stepWithId: (id) => found(nodeIndex(draft).get(id)),
      state: draft.state,
      vars: schemaOfVariables(this.sources.variables),
      get item() {
        return item();
      },
      get carry() {
        return carry();
      },
      isInMap: map !== undefined,
      isInLoop: node?.kind === "loop" || around.some((one) => one.kind === "loop"),
      get allKeys() {
        return new Set(nodesByKey(draft.nodes).keys());
      },
    };
  }

  #readable(node: DraftNode, isOptional: boolean, guards: Guards): ReadableStep {
    const schema = () => this.#behind(node, guards);
    return {
      ...{ node, isOptional },
      get schema() {
        return schema();
      },
    };
  }

  /** A step gives at each exit what belongs there; where several of them meet, either. */
  #behind(node: DraftNode, guards: Guards): JsonSchema {
    if (node.policy.onError === "value") return ANY;
    if (guards.has(chose(node.id, "error"))) return ERROR_OUTPUT;
    if (node.kind === "guardrail") return guardrailBehind(node, guards);
    const isSorted = node.policy.onError !== "port" || [...guards].some((one) => one.startsWith(`${node.id}:`));
    return isSorted ? this.outputOf(node) : ANY;
  }

  #findOutput(node: DraftNode): JsonSchema {
    const names = this.namesAt(node.id);
    switch (node.kind) {
      case "transform":
        return closed(
          Object.fromEntries(
            Object.entries(fieldsOf(node)).map(([name, binding]) => [name, schemaOfBinding(binding, names)]),
          ),
        );
      case "map":
        return this.#resultsOf(node);
      case "loop":
        return closed({ carry: this.#carriedBy(node), iterations: NUMBER });
      default:
        return outputSchemaOf(node, { inputs: this.draft.inputs, ...this.sources });
    }
  }

  /** What a map goes through. */
  #itemOf(map: DraftNode): JsonSchema {
    const { items } = map.in;
    return items ? itemsOf(schemaOfBinding(items, this.namesAt(map.id))) : ANY;
  }

  #resultsOf(map: DraftNode): JsonSchema {
    const ends = innerLines(this.draft, map).map(({ edge, from }) => this.#atExit(from, edge.from.port));
    const items = bodyResult(this.draft, map, ends);
    return Object.keys(items).length === 0 ? { type: "array" } : { type: "array", items };
  }

  /** What a container takes from a step that ends its body; of one that failed it takes nothing. */
  #atExit(node: DraftNode, port: string): JsonSchema {
    if (port === "error") return { type: "null" };
    return node.policy.onError === "value" ? ANY : this.exitOf(node, port);
  }

  #carriedBy(loop: DraftNode | undefined): JsonSchema {
    if (loop?.kind !== "loop") return ANY;
    const found = this.assumed.get(loop.id) ?? this.#carried.get(loop.id);
    if (found) return found;
    const { draft, sources, assumed } = this;
    const names = this.namesAt(loop.id);
    const carried = carriedValues({
      initial: Object.fromEntries(
        Object.entries(loop.in).map(([name, binding]) => [name, schemaOfBinding(binding, names)]),
      ),
      // What the body makes of it is found anew for each assumption.
      endsOf: (carry) => {
        const types = new Types(draft, sources, new Map([...assumed, [loop.id, carry]]));
        return innerLines(draft, loop).map(({ edge, from }) => types.#atExit(from, edge.from.port));
      },
    });
    this.#carried.set(loop.id, carried);
    return carried;
  }
}

function guardrailBehind(node: DraftNode, guards: Guards): JsonSchema {
  if (guards.has(chose(node.id, "block"))) return GUARDRAIL_OUTPUT.block;
  return guards.has(chose(node.id, "pass")) ? GUARDRAIL_OUTPUT.pass : ANY;
}

const OF_TYPE = { text: { type: "string" }, number: NUMBER, "yes/no": { type: "boolean" } } as const;

const schemaOfVariables = (variables: StepSources["variables"]): JsonSchema =>
  closed(Object.fromEntries([...(variables ?? [])].map(([name, type]) => [name, OF_TYPE[type]])));

const byKey = new WeakMap<Draft["nodes"], ReadonlyMap<string, DraftNode>>();

function nodesByKey(nodes: Draft["nodes"]): ReadonlyMap<string, DraftNode> {
  let found = byKey.get(nodes);
  if (!found) {
    found = new Map(nodes.filter((one) => one.kind !== "note").map((one) => [one.key, one]));
    byKey.set(nodes, found);
  }
  return found;
}
