import { Liquid } from "liquidjs";
import { ExpressionError } from "@/lib/release/expressions/expression-error";

const TAGS = new Set(["if", "unless", "case", "for", "break", "continue", "assign", "comment", "raw"]);
const FILTERS = new Set([
  "json",
  "default",
  "upcase",
  "downcase",
  "strip",
  "truncate",
  "replace",
  "append",
  "split",
  "join",
  "first",
  "last",
  "size",
  "slice",
  "sort",
  "uniq",
  "map",
  "where",
  "plus",
  "minus",
  "times",
  "divided_by",
  "round",
  "date",
]);

/** Refuses `[object Object]`: an object in a text is a mistake, not a value. */
function printValue(value: unknown): string {
  if (value === null || value === undefined) return "";
  if (typeof value === "object")
    throw new ExpressionError(
      "",
      "An object or a list is printed as text.",
      null,
      "Print one of its fields, or add | json.",
    );
  return String(value);
}

function makeEngine(): Liquid {
  const engine = new Liquid({
    ownPropertyOnly: true,
    strictVariables: true,
    strictFilters: true,
    lenientIf: true,
    cache: false,
    templates: {},
    parseLimit: 100_000,
    renderLimit: 200,
    memoryLimit: 1_000_000,
    outputEscape: printValue,
  });
  for (const tag of Object.keys(engine.tags)) if (!TAGS.has(tag)) delete engine.tags[tag];
  for (const filter of Object.keys(engine.filters)) if (!FILTERS.has(filter)) delete engine.filters[filter];
  return engine;
}

/** Text templates with a closed list of tags and filters, own properties only, bounded in size and time. */
export const liquid = makeEngine();
