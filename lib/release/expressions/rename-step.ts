import type { ASTNode } from "@marcbachmann/cel-js";
import { celTree, MACROS } from "@/lib/release/expressions/parse-cel";
import { liquidReads } from "@/lib/release/expressions/references-of";
import { walkCel } from "@/lib/release/expressions/walk-cel";

type Span = { start: number; end: number };

/**
 * An expression with `steps.<from>` called `steps.<to>`, by position in its syntax tree: texts, other variables and
 * names that the expression binds itself stay as they are. What cannot be read yet is changed where it looks like a read.
 */
export function renameStep(language: "cel" | "liquid", source: string, names: { from: string; to: string }): string {
  if (!source.includes(names.from)) return source;
  try {
    return replaced(source, language === "cel" ? celSpans(source, names.from) : liquidSpans(source, names.from), names.to);
  } catch {
    return source.replaceAll(new RegExp(`\\bsteps(\\.\\??)${names.from}\\b`, "g"), `steps$1${names.to}`);
  }
}

const replaced = (source: string, spans: readonly Span[], text: string): string =>
  [...spans].sort((one, other) => other.start - one.start).reduce((all, { start, end }) => all.slice(0, start) + text + all.slice(end), source);

/** Where the name stands in a CEL expression: behind `steps.`, or between the quotes of `steps["…"]`. */
function celSpans(source: string, name: string): Span[] {
  const spans: Span[] = [];
  walkCel(celTree(source), (node, parents) => {
    const span = spanOf(node, name);
    if (!span || isOwnName(node, parents)) return;
    const at = source.lastIndexOf(name, span.end);
    if (at >= span.start) spans.push({ start: at, end: at + name.length });
  });
  return spans;
}

/** The part of the source that holds the name, when the node reads a member `name` of `steps`. */
function spanOf(node: ASTNode, name: string): Span | null {
  if (node.op !== "." && node.op !== ".?" && node.op !== "[]" && node.op !== "[?]") return null;
  const [object, member] = node.args;
  if (object.op !== "id" || object.args !== "steps") return null;
  if (typeof member === "string") return member === name ? { start: object.end, end: node.end } : null;
  return member.op === "value" && member.args === name ? { start: member.start, end: member.end } : null;
}

/** Whether `steps` is a variable of a macro around the node, not the steps of the run. */
const isOwnName = (node: ASTNode, parents: readonly ASTNode[]): boolean =>
  parents.some((parent, at) => {
    if (parent.op !== "rcall" || !MACROS.has(parent.args[0])) return false;
    const [variable, ...bodies] = parent.args[2];
    return variable?.op === "id" && variable.args === "steps" && bodies.includes(parents[at + 1] ?? node);
  });

function liquidSpans(source: string, name: string): Span[] {
  const read = new RegExp(`steps(?:\\.|\\[\\s*["'])(${name})(?![\\w-])`, "yd");
  return liquidReads(source).flatMap(({ path, start }) => {
    if (path[0] !== "steps" || path[1] !== name) return [];
    read.lastIndex = start;
    const [at, end] = read.exec(source)?.indices?.[1] ?? [];
    return at === undefined || end === undefined ? [] : [{ start: at, end }];
  });
}
