import type { ASTNode } from "@marcbachmann/cel-js";
import { itemsOf, type KnownValues, schemaAt, within } from "@/lib/harness/graph/known-values";
import { eitherSchema } from "@/lib/harness/values/either-schema";
import { literalSchema } from "@/lib/harness/values/literal-schema";
import { celTree, MACROS } from "@/lib/release/expressions/cel-syntax";
import { checkCel } from "@/lib/release/expressions/evaluate-cel";
import type { JsonSchema } from "@/lib/release/json-schema";

const ANY: JsonSchema = {};
const TEXT: JsonSchema = { type: "string" };
const NUMBER: JsonSchema = { type: "number" };
const INTEGER: JsonSchema = { type: "integer" };
const YES_NO: JsonSchema = { type: "boolean" };
const LIST: JsonSchema = { type: "array" };
/** Types of CEL that say what a value is; `dyn` and the rest say nothing. */
const OF_CEL: Readonly<Record<string, JsonSchema>> = { bool: YES_NO, string: TEXT, double: NUMBER, int: NUMBER };
/** What functions give, and methods of a value. */
const OF_CALL: Readonly<Record<string, JsonSchema>> = {
  ...{ size: INTEGER, string: TEXT, double: NUMBER, int: INTEGER, bool: YES_NO, has: YES_NO, regex: YES_NO },
  ...{ contains: YES_NO, startsWith: YES_NO, endsWith: YES_NO, hasValue: YES_NO },
  ...{ all: YES_NO, exists: YES_NO, exists_one: YES_NO },
  ...{ lowerAscii: TEXT, upperAscii: TEXT, trim: TEXT, substring: TEXT, join: TEXT },
};
const OF_OPERATOR: Readonly<Record<string, JsonSchema>> = {
  ...{ "==": YES_NO, "!=": YES_NO, "<": YES_NO, "<=": YES_NO, ">": YES_NO, ">=": YES_NO },
  ...{ in: YES_NO, "&&": YES_NO, "||": YES_NO, "!_": YES_NO, "-_": NUMBER },
};

/**
 * The JSON Schema of what an expression gives: a read is what it reads, and of the rest what its operators and functions
 * make of that; where this does not tell, the checker's type. Empty where only a run can tell, and for what cannot be read,
 * which is a finding of its own.
 */
export function schemaOfCel(source: string, known: KnownValues): JsonSchema {
  try {
    const found = schemaOf(celTree(source), { known, bound: new Map() });
    if (Object.keys(found).length > 0) return found;
    const checked = checkCel(source);
    return checked.ok ? ofChecker(checked.type) : ANY;
  } catch {
    return ANY;
  }
}

const ofChecker = (type: string): JsonSchema =>
  OF_CEL[type] ?? (type.startsWith("list") ? LIST : type.startsWith("map") ? { type: "object" } : ANY);

/** `bound`: names of the macros around, which hide those of the run. */
type Scope = { known: KnownValues; bound: ReadonlyMap<string, JsonSchema> };

function schemaOf(node: ASTNode, scope: Scope): JsonSchema {
  const read = readOf(node, scope);
  if (read) return read;
  switch (node.op) {
    case "value":
      return literalOf(node.args);
    case ".":
    case ".?":
      return within(schemaOf(node.args[0], scope), [node.args[1]]);
    case "[]":
    case "[?]":
      return schemaOfIndex(node.args, scope);
    case "list":
      return listOf(eitherSchema(node.args.map((one) => schemaOf(one, scope))));
    case "map":
      return schemaOfMembers(node.args, scope);
    case "?:":
      return eitherSchema([schemaOf(node.args[1], scope), schemaOf(node.args[2], scope)]);
    case "+":
    case "-":
      return schemaOfSum(node.args, scope);
    case "*":
    case "/":
    case "%":
      return NUMBER;
    case "call":
      return OF_CALL[node.args[0]] ?? ANY;
    case "rcall":
      return schemaOfMethod(node.args, scope);
    default:
      return OF_OPERATOR[node.op] ?? ANY;
  }
}

const listOf = (items: JsonSchema): JsonSchema => (Object.keys(items).length === 0 ? LIST : { type: "array", items });

function literalOf(value: unknown): JsonSchema {
  if (typeof value === "bigint") return INTEGER;
  return value === null || typeof value === "string" || typeof value === "number" || typeof value === "boolean"
    ? literalSchema(value)
    : ANY;
}

/** What a path of names reads, as far as it starts at a variable. */
function readOf(node: ASTNode, { known, bound }: Scope): JsonSchema | null {
  const path = pathOf(node);
  const [root = "", ...below] = path ?? [];
  if (!path) return null;
  const own = bound.get(root);
  return own ? within(own, below) : schemaAt(path, known);
}

function pathOf(node: ASTNode): string[] | null {
  if (node.op === "id") return [node.args];
  if (node.op === "." || node.op === ".?") return joined(pathOf(node.args[0]), node.args[1]);
  if (node.op !== "[]" && node.op !== "[?]") return null;
  const [owner, index] = node.args;
  return index.op === "value" && typeof index.args === "string" ? joined(pathOf(owner), index.args) : null;
}

const joined = (path: string[] | null, name: string): string[] | null => path && [...path, name];

/** A member by its name, or an item of a list; of a name that is worked out nothing is known. */
function schemaOfIndex([owner, index]: readonly [ASTNode, ASTNode], scope: Scope): JsonSchema {
  const schema = schemaOf(owner, scope);
  if (index.op === "value" && typeof index.args === "string") return within(schema, [index.args]);
  return itemsOf(schema);
}

/** Names that are written out are all of its members. */
function schemaOfMembers(entries: readonly (readonly [ASTNode, ASTNode])[], scope: Scope): JsonSchema {
  const members = entries.map(([name, value]) => [
    name.op === "value" && typeof name.args === "string" ? name.args : null,
    schemaOf(value, scope),
  ]);
  const names = members.flatMap(([name]) => (typeof name === "string" ? [name] : []));
  if (names.length < members.length) return { type: "object" };
  return { type: "object", properties: Object.fromEntries(members), required: names, additionalProperties: false };
}

/** Both sides of a sum are of one type, or an error: what one of them is tells of both. Times can be added to durations. */
function schemaOfSum(sides: readonly ASTNode[], scope: Scope): JsonSchema {
  const schemas = sides.map((side) => schemaOf(side, scope));
  const types = schemas.map(({ type }) => type);
  if (types.some((type) => type === "number" || type === "integer")) return NUMBER;
  if (types.includes("array")) return listOf(eitherSchema(schemas.map(itemsOf)));
  return types.includes("string") ? TEXT : ANY;
}

function schemaOfMethod([name, owner, args]: readonly [string, ASTNode, ASTNode[]], scope: Scope): JsonSchema {
  if (name === "filter") return asList(schemaOf(owner, scope));
  if (name === "map" && MACROS.has(name)) return schemaOfMap(owner, args, scope);
  if (name === "value") return schemaOf(owner, scope);
  const [other] = args;
  if ((name === "orValue" || name === "or") && other)
    return eitherSchema([schemaOf(owner, scope), schemaOf(other, scope)]);
  return name === "split" ? listOf(TEXT) : (OF_CALL[name] ?? ANY);
}

const asList = (schema: JsonSchema): JsonSchema => (schema.type === "array" ? schema : LIST);

/** `list.map(x, what)`, or `list.map(x, which, what)`. */
function schemaOfMap(owner: ASTNode, args: readonly ASTNode[], scope: Scope): JsonSchema {
  const [variable] = args;
  const what = args.at(-1);
  if (variable?.op !== "id" || !what) return LIST;
  const list = schemaOf(owner, scope);
  const bound = new Map(scope.bound).set(variable.args, list.type === "array" ? itemsOf(list) : ANY);
  return listOf(schemaOf(what, { ...scope, bound }));
}
