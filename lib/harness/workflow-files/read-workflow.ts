import { Draft } from "@/lib/harness/graph/draft";
import { schemasOf } from "@/lib/harness/graph/schemas-of";
import { graphProblem } from "@/lib/harness/graph/structure-problem";
import { NODE_KINDS } from "@/lib/release/node-config";
import { schemaProblem } from "@/lib/release/schema-problem";

type Problem = { pointer: string; message: string };
type Placeholder = { id: string; label: string; kind: string };
/** `placeholders`: steps that this version does not know. They are kept as they came, and block a release. */
export type ReadWorkflow = { ok: true; draft: Draft; placeholders: Placeholder[] } | { ok: false; problems: Problem[] };

const LIMITS = { nodes: 1_000, edges: 3_000, groups: 200 } as const;
const KNOWN: ReadonlySet<string> = new Set(NODE_KINDS);
const MAX_PROBLEMS = 20;
const MAX_RAW = 65_536;

/**
 * The draft in an exported workflow. Strict: unknown members, loose ends, circles and schemas that cannot be used are
 * refused with the place where they stand. Nothing in it runs. Sizes are looked at first, so that a huge file costs nothing.
 */
export function readWorkflow(value: unknown): ReadWorkflow {
  const file = objectOf(value);
  if (file?.format !== "slipway/workflow@1")
    return refused("/format", 'This is not an exported workflow: its format is not "slipway/workflow@1".');
  for (const [name, max] of Object.entries(LIMITS)) {
    const rows = file[name];
    if (Array.isArray(rows) && rows.length > max)
      return refused(`/${name}`, `At most ${max} ${name}; here are ${rows.length}.`);
  }
  const { nodes, placeholders } = withPlaceholders(file);
  const parsed = Draft.safeParse({ ...file, nodes });
  if (!parsed.success)
    return {
      ok: false,
      problems: parsed.error.issues
        .slice(0, MAX_PROBLEMS)
        .map(({ path, message }) => ({ pointer: path.map((part) => `/${String(part)}`).join(""), message })),
    };
  const problem = graphProblem(parsed.data) ?? schemasProblem(parsed.data);
  return problem ? refused("", problem) : { ok: true, draft: parsed.data, placeholders };
}

const refused = (pointer: string, message: string): ReadWorkflow => ({ ok: false, problems: [{ pointer, message }] });

type Members = Readonly<Record<string, unknown>>;
const objectOf = (value: unknown): Members | null =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value } : null;

/** Steps of kinds or versions that are not known become placeholders, with the exits and entries that lines use. */
function withPlaceholders(file: Members) {
  const placeholders: Placeholder[] = [];
  const lines = linesByNode(file.edges);
  const rows: unknown[] = Array.isArray(file.nodes) ? file.nodes : [];
  const nodes = rows.map((row) => {
    const node = objectOf(row);
    const kind = String(node?.kind);
    if (!node || (KNOWN.has(kind) && node.v === 1)) return row;
    placeholders.push({
      id: String(node.id).slice(0, 80),
      label: String(node.label ?? kind).slice(0, 80),
      kind: kind.slice(0, 80),
    });
    return JSON.stringify(node).length > MAX_RAW ? row : placeholderOf(node, lines);
  });
  return { nodes: Array.isArray(file.nodes) ? nodes : (file.nodes ?? null), placeholders };
}

/** The ports that lines use: of each node, in the order of the file. */
type Ports = Record<"in" | "out", Set<string>>;

function linesByNode(edges: unknown): Map<unknown, Ports> {
  const found = new Map<unknown, Ports>();
  const rows: unknown[] = Array.isArray(edges) ? edges : [];
  for (const row of rows.map(objectOf))
    for (const [side, port] of [["to", "in"] as const, ["from", "out"] as const]) {
      const end = objectOf(row?.[side]);
      if (!end) continue;
      const ports = found.get(end.node) ?? { in: new Set(), out: new Set() };
      ports[port].add(String(end.port));
      found.set(end.node, ports);
    }
  return found;
}

function placeholderOf(node: Members, lines: ReadonlyMap<unknown, Ports>): Members {
  const ports = lines.get(node.id);
  const { id = null, key = null, label = null, parent = null } = node;
  const raw = { node, ports: { in: [...(ports?.in ?? [])], out: [...(ports?.out ?? [])] } };
  return { id, key, label, parent, kind: "placeholder", v: 1, config: { raw }, in: {}, policy: {} };
}

function schemasProblem(draft: Draft): string | null {
  for (const { owner, schema } of schemasOf(draft)) {
    const problem = schemaProblem(schema);
    if (problem) return `${owner}: ${problem}`;
  }
  return null;
}
