import type { Expression } from "@/lib/harness/graph/expressions-of";
import type { Names, ReadableStep } from "@/lib/harness/graph/names";
import { onceFor } from "@/lib/harness/graph/once-for";
import type { Ref } from "@/lib/harness/graph/rewrite-refs";
import { membersOf } from "@/lib/harness/nodes/output-schema";
import { checkCel } from "@/lib/release/expressions/evaluate-cel";
import { SCOPE_NAMES } from "@/lib/release/expressions/expression-scope";
import { nearestName } from "@/lib/release/expressions/nearest-name";
import { celReads, liquidReads, type Reference } from "@/lib/release/expressions/references-of";
import { checkLiquid } from "@/lib/release/expressions/render-liquid";
import type { JsonSchema } from "@/lib/release/json-schema";

/** `message` says what is wrong and what to do. `position` is an offset into the source. */
export type ExpressionProblem = { message: string; position: number | null };
type Told = Pick<Expression, "language" | "source" | "extra" | "scope" | "returns">;

/** What is wrong with an expression where it stands: how it is written, then each name that it reads. Null when nothing is. */
export function checkExpression(expression: Told, names: Names): ExpressionProblem | null {
  const { problem, reads } = readOnce(expression);
  if (problem) return problem;
  for (const read of reads) {
    const message = problemOfRead(read, names, expression.language);
    if (message) return { message, position: read.start };
  }
  return null;
}

/** What is wrong with a typed reference where it stands: that of the same path as an expression. `keyOf`: keys of all steps, by id. */
export function checkReference(
  { from, path }: Ref,
  names: Names,
  keyOf: (nodeId: string) => string | undefined,
): string | null {
  const key = keyOf(from);
  if (key === undefined && from.startsWith("n_")) return "It reads a step that is not there. Choose another value.";
  const root = key === undefined ? [from] : ["steps", key, "output"];
  return problemOfRead({ path: [...root, ...path], start: 0, optionalFrom: null }, names, "cel");
}

/** Whether an expression reads nothing but the input: then only the schema of the inputs decides what is wrong with it. */
export const readsNothingElse = (told: Told): boolean =>
  readOnce(told).reads.every(({ path: [root] }) => root === "input");

type Read = { problem: ExpressionProblem | null; reads: readonly Reference[] };

/** What an expression is by itself, whatever it can read where it stands. */
const readOnce = onceFor(({ language, source, extra, returns, scope }: Told): Read => {
  const error = language === "cel" ? celError(source, returns) : checkLiquid(source, [...SCOPE_NAMES, ...extra]);
  if (error) return { problem: { message: withNearest(error.message), position: error.position }, reads: [] };
  if (scope === "own") return { problem: null, reads: [] };
  return { problem: null, reads: language === "cel" ? celReads(source) : liquidReads(source) };
});

function celError(source: string, returns: "bool" | undefined) {
  const checked = checkCel(source, returns);
  return checked.ok ? null : checked.error;
}

const UNKNOWN = /^(?:Unknown variable: |There is no variable ")([A-Za-z_]\w*)/;

function withNearest(message: string): string {
  const typed = UNKNOWN.exec(message)?.[1];
  const meant = typed && nearestName(typed, SCOPE_NAMES);
  return meant ? `There is no variable "${typed}". Did you mean "${meant}"?` : message;
}

function problemOfRead({ path, optionalFrom }: Reference, names: Names, language: Told["language"]): string | null {
  const [root, name] = path;
  const isGuarded = optionalFrom !== null;
  if (root === "input") return problemOfMembers("The input", names.inputs, path.slice(1), isGuarded);
  if (root === "steps") return problemOfStep(path.slice(1), { isGuarded, names, language });
  if (root === "state" && name !== undefined) return problemOfState(path.slice(1), isGuarded, names);
  if ((root === "item" || root === "index") && !names.isInMap) return `"${root}" is there only inside a map.`;
  if (root === "vars") return problemOfVariable(path.slice(1), names);
  if (root === "item") return problemOfMembers("The item", names.item, path.slice(1), isGuarded);
  return root === "iter" ? problemOfRound(path.slice(1), isGuarded, names) : null;
}

function problemOfState([name = "", ...rest]: string[], isGuarded: boolean, { state }: Names): string | null {
  const variable = Object.hasOwn(state, name) ? state[name] : undefined;
  return variable
    ? problemOfMembers(`The state "${name}"`, variable.schema, rest, isGuarded)
    : `There is no state "${name}".${didYouMean(name, Object.keys(state)) || " Add it to the harness first."}`;
}

function problemOfVariable([name]: string[], { vars }: Names): string | null {
  const known = membersOf(vars)?.properties ?? {};
  if (name === undefined) return "Name the variable: vars.<name>.";
  if (Object.hasOwn(known, name)) return null;
  return `There is no variable "${name}".${didYouMean(name, Object.keys(known)) || " Make it under Variables first."}`;
}

const ROUND: readonly string[] = ["index", "carry"];

function problemOfRound([member, ...rest]: string[], isGuarded: boolean, names: Names): string | null {
  if (!names.isInMap && !names.isInLoop) return `"iter" is there only inside a map or a loop.`;
  if (member !== undefined && !ROUND.includes(member))
    return `"iter" has no field "${member}".${didYouMean(member, ROUND) || " It has index, carry."}`;
  return member === "carry" ? problemOfMembers("What the loop carries", names.carry, rest, isGuarded) : null;
}

type About = { isGuarded: boolean; names: Names; language: Told["language"] };

function problemOfStep([key, member, ...rest]: string[], about: About): string | null {
  if (key === undefined) return null;
  const step = about.names.stepOf(key);
  if (!step) return problemOfMissingStep(key, about);
  if (member !== undefined && member !== "output")
    return `Write steps.${key}.output${step.schema.properties ? `.${member}` : ""}: a step has nothing but its output.`;
  if (step.isOptional && !about.isGuarded) return onSomePaths(step, rest, about.language);
  return problemOfMembers(`The output of "${step.node.label}"`, step.schema, rest, about.isGuarded);
}

function problemOfMissingStep(key: string, { names, isGuarded }: About): string | null {
  const readable = names.steps.map((one) => one.node.key);
  if (names.allKeys.has(key))
    return isGuarded
      ? null
      : `"${key}" has not run when this step starts, on any path. Connect it before this step, or read another one.`;
  return `There is no step "${key}".${didYouMean(key, [...names.allKeys]) || ` ${listed(readable)}`}`;
}

const listed = (keys: readonly string[]) =>
  keys.length === 0 ? "No step has run before this one." : `Before this step ran: ${keys.slice(0, 8).join(", ")}.`;

function onSomePaths({ node }: ReadableStep, rest: readonly string[], language: Told["language"]): string {
  const tail = rest.map((name) => `.${name}`).join("");
  const guarded =
    language === "cel"
      ? `steps.?${node.key}.output${tail}.orValue("")`
      : `{{ steps.${node.key}.output${tail} | default: "" }}`;
  return `"${node.label}" runs on some paths to here only. Say what counts when it did not: ${guarded}.`;
}

function problemOfMembers(
  owner: string,
  schema: JsonSchema,
  path: readonly string[],
  isGuarded: boolean,
): string | null {
  const [name, ...rest] = path;
  const members = name === undefined ? null : membersOf(schema);
  if (name === undefined || !members) return null;
  const inner = members.properties[name];
  if (inner) return problemOfMembers(`"${name}"`, inner, rest, isGuarded);
  const meant = didYouMean(name, Object.keys(members.properties));
  if (isGuarded && !members.isClosed) return null;
  return members.isClosed || meant
    ? `${owner} has no field "${name}".${meant || ` ${fieldsOf(members.properties)}`}`
    : null;
}

const fieldsOf = (properties: Record<string, JsonSchema>) => {
  const names = Object.keys(properties);
  return names.length === 0 ? "It has none." : `It has ${names.slice(0, 8).join(", ")}.`;
};

function didYouMean(typed: string, known: readonly string[]): string {
  const meant = nearestName(typed, known);
  return meant ? ` Did you mean "${meant}"?` : "";
}
