import type { ASTNode } from "@marcbachmann/cel-js";
import { celTree, MACROS } from "@/lib/release/expressions/cel-syntax";
import { liquid } from "@/lib/release/expressions/liquid-engine";
import { walkCel } from "@/lib/release/expressions/walk-cel";

/** One read of a variable: `["steps","search","output","hits"]`. */
export type Reference = {
  path: string[];
  /** Offset of the first name in the source. */
  start: number;
  /** How many names from the left may be missing without an error: all names up to and with the first that may. */
  optionalFrom: number | null;
};

/** The variable paths that a CEL expression reads; names bound by `map`, `filter`, `all` and `exists` are none. */
export function celReads(source: string): Reference[] {
  const found: Reference[] = [];
  walkCel(celTree(source), (node, parents) => {
    const parent = parents.at(-1);
    const continues = parent !== undefined && isMember(parent) && parent.args[0] === node;
    const read = continues ? null : readOf(node);
    const root = read?.path[0];
    if (!read || root === undefined || isBound(root, node, parents)) return;
    const isTested = parents.some((one) => one.op === "call" && one.args[0] === "has");
    found.push({ ...read, optionalFrom: read.optionalFrom ?? (isTested ? 1 : null) });
  });
  return found;
}

export const celReferences = (source: string): string[][] => celReads(source).map(({ path }) => path);

type Member = Extract<ASTNode, { op: "." | ".?" | "[]" | "[?]" }>;
const isMember = (node: ASTNode): node is Member =>
  node.op === "." || node.op === ".?" || ((node.op === "[]" || node.op === "[?]") && nameOf(node) !== null);

/** The name that a member access reads, when it is written out: `a.name`, `a["name"]`. */
function nameOf(node: ASTNode): string | null {
  if (node.op === "." || node.op === ".?") return node.args[1];
  if (node.op !== "[]" && node.op !== "[?]") return null;
  const [, index] = node.args;
  return index.op === "value" && typeof index.args === "string" ? index.args : null;
}

function readOf(node: ASTNode): Reference | null {
  if (node.op === "id") return { path: [node.args], start: node.start, optionalFrom: null };
  const name = nameOf(node);
  if (name === null || !isMember(node)) return null;
  const below = readOf(node.args[0]);
  if (!below) return null;
  const isOptional = node.op === ".?" || node.op === "[?]";
  const optionalFrom = below.optionalFrom ?? (isOptional ? below.path.length : null);
  return { path: [...below.path, name], start: below.start, optionalFrom };
}

/** Whether a macro around the read binds its first name. */
function isBound(name: string, node: ASTNode, parents: readonly ASTNode[]): boolean {
  return parents.some((parent, at) => {
    if (parent.op !== "rcall" || !MACROS.has(parent.args[0])) return false;
    const [variable, ...bodies] = parent.args[2];
    if (variable?.op !== "id" || variable.args !== name) return false;
    const child = parents[at + 1] ?? node;
    return child === variable || bodies.includes(child);
  });
}

/** The variable paths that a Liquid template reads; names that it assigns or loops over are none. */
export function liquidReads(source: string): Reference[] {
  const lines = lineStarts(source);
  const { globals } = liquid.analyzeSync(liquid.parse(source));
  return Object.values(globals)
    .flat()
    .map((variable) => {
      const start = (lines[variable.location.row - 1] ?? 0) + variable.location.col - 1;
      const path = variable.segments.flatMap((segment) => (Array.isArray(segment) ? [] : [String(segment)]));
      return { path, start, optionalFrom: mayBeMissing(source, start) ? 1 : null };
    })
    .sort((one, other) => one.start - other.start);
}

export const liquidReferences = (source: string): string[][] =>
  liquid.globalVariableSegmentsSync(source).map((segments) => segments.map(String));

function lineStarts(source: string): number[] {
  const starts = [0];
  for (let at = source.indexOf("\n"); at !== -1; at = source.indexOf("\n", at + 1)) starts.push(at + 1);
  return starts;
}

const READ = /[\w.\-[\]"']+\s*\|\s*default\b/y;

/** A read that is followed by `| default`, or that stands in a condition. */
function mayBeMissing(source: string, start: number): boolean {
  READ.lastIndex = start;
  if (READ.test(source)) return true;
  const tag = source.slice(source.lastIndexOf("{%", start), start);
  return tag.startsWith("{%") && !tag.includes("%}") && /^\{%-?\s*(if|elsif|unless)\b/.test(tag);
}
