import type { ASTNode } from "@marcbachmann/cel-js";
import { celTree, MACROS } from "@/lib/release/expressions/cel-syntax";
import { liquidReads } from "@/lib/release/expressions/references-of";
import { walkCel } from "@/lib/release/expressions/walk-cel";

type Span = { start: number; end: number };
type Names = ReadonlyMap<string, string>;
/** What rewrites an expression; passed around where the languages themselves are loaded late. */
export type RenameSteps = typeof renameSteps;

/**
 * An expression with other keys in its reads of `steps.<key>`, old key to new key, all at once and by position in its
 * syntax tree: texts, other variables and names that the expression binds itself stay as they are. What cannot be read
 * yet is changed where it looks like a read.
 */
export function renameSteps(language: "cel" | "liquid", source: string, names: Names): string {
  if (!source.includes("steps")) return source;
  try {
    const spans = language === "cel" ? celSpans(source) : liquidSpans(source);
    return [...spans]
      .sort((one, other) => other.start - one.start)
      .reduce((text, span) => replaced(text, span, names), source);
  } catch {
    return source.replaceAll(LOOKS_LIKE_A_READ, (_, before: string, key: string) => before + (names.get(key) ?? key));
  }
}

const LOOKS_LIKE_A_READ = /(\bsteps\.\??)([a-z][a-z0-9_]*)/g;

const replaced = (text: string, { start, end }: Span, names: Names): string => {
  const key = text.slice(start, end);
  return text.slice(0, start) + (names.get(key) ?? key) + text.slice(end);
};

/** Where the keys stand in a CEL expression: behind `steps.`, or between the quotes of `steps["…"]`. */
function celSpans(source: string): Span[] {
  const spans: Span[] = [];
  walkCel(celTree(source), (node, parents) => {
    const read = readOf(node);
    if (!read || isOwnName(node, parents)) return;
    const start = source.lastIndexOf(read.key, read.end);
    if (start >= read.start) spans.push({ start, end: start + read.key.length });
  });
  return spans;
}

/** The key that a node reads of `steps`, and the part of the source that holds it. */
function readOf(node: ASTNode): (Span & { key: string }) | null {
  if (node.op !== "." && node.op !== ".?" && node.op !== "[]" && node.op !== "[?]") return null;
  const [object, member] = node.args;
  if (object.op !== "id" || object.args !== "steps") return null;
  if (typeof member === "string") return { key: member, start: object.end, end: node.end };
  const isText = member.op === "value" && typeof member.args === "string";
  return isText ? { key: String(member.args), start: member.start, end: member.end } : null;
}

/** Whether `steps` is a variable of a macro around the node, not the steps of the run. */
const isOwnName = (node: ASTNode, parents: readonly ASTNode[]): boolean =>
  parents.some((parent, at) => {
    if (parent.op !== "rcall" || !MACROS.has(parent.args[0])) return false;
    const [variable, ...bodies] = parent.args[2];
    return variable?.op === "id" && variable.args === "steps" && bodies.includes(parents[at + 1] ?? node);
  });

const LIQUID_READ = /steps(?:\.|\[\s*["'])([A-Za-z_][\w-]*)/dy;

function liquidSpans(source: string): Span[] {
  return liquidReads(source).flatMap(({ path, start: from }) => {
    if (path[0] !== "steps") return [];
    LIQUID_READ.lastIndex = from;
    const [start, end] = LIQUID_READ.exec(source)?.indices?.[1] ?? [];
    return start === undefined || end === undefined ? [] : [{ start, end }];
  });
}
