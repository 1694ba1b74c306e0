import { type InnerSchema, innerSchemas, objectOf, schemaNamed } from "@/lib/release/inner-schemas";
import type { Json, JsonSchema } from "@/lib/release/json-schema";

const MAX_EXPANDED = 20_000;
/** Words that say something about the same value; behind the others there is a value inside of it. */
const IN_PLACE = new Set(["allOf", "anyOf", "oneOf"]);

/** A reference that is being followed, and the places inside of it where it refers to itself. */
type Followed = { ref: string; pointer: string; again: Set<string> };
type Walk = { root: JsonSchema; expanded: number };
type At = { schema: Json; pointer: string; followed: readonly Followed[]; isCounted: boolean };

/**
 * Why the references of a schema cannot be followed, or null. References to references can multiply without end, and a
 * schema that refers to itself twice at one place takes twice the time at each level of a value.
 */
export function refsProblem(root: JsonSchema): string | null {
  const followed = [{ ref: "#", pointer: "", again: new Set<string>() }];
  return problemAt({ root, expanded: 0 }, { schema: root, pointer: "", followed, isCounted: false });
}

function problemAt(walk: Walk, at: At): string | null {
  const schema = objectOf(at.schema);
  if (!schema) return null;
  walk.expanded += 1;
  if (walk.expanded > MAX_EXPANDED)
    return `With its references written out, the schema has more than ${MAX_EXPANDED.toLocaleString("en")} parts.`;
  if (at.isCounted && schema.pattern !== undefined) return "A pattern inside of contains is not supported.";
  if (Array.isArray(schema.type) && new Set(schema.type).size !== schema.type.length)
    return '"type" names one type twice.'; // all its words would be read once for each
  const problem = typeof schema.$ref === "string" ? problemBehind(walk, at, schema.$ref) : null;
  return problem ?? problemInside(walk, at, schema);
}

function problemInside(walk: Walk, { pointer, followed, isCounted }: At, schema: JsonSchema): string | null {
  for (const inner of innerSchemas(schema)) {
    if (inner.keyword === "$defs" || inner.keyword === "definitions") continue;
    const problem = problemAt(walk, {
      ...{ schema: inner.schema, followed, pointer: `${pointer}${stepTo(inner)}` },
      isCounted: isCounted || inner.keyword === "contains",
    });
    if (problem) return problem;
  }
  return null;
}

function problemBehind(walk: Walk, at: At, ref: string): string | null {
  const schema = schemaNamed(walk.root, ref);
  const shown = JSON.stringify(ref.slice(0, 80));
  if (schema === undefined) return `The reference ${shown} leads nowhere. It may be "#", or "#/$defs/" and a name.`;
  const open = at.followed.find((one) => one.ref === ref);
  if (!open) {
    const own = { ref, pointer: at.pointer, again: new Set<string>() };
    return problemAt(walk, { ...at, schema, followed: [...at.followed, own] });
  }
  const place = at.pointer.slice(open.pointer.length);
  if (place === "") return `The reference ${shown} leads back to itself.`;
  if (open.again.has(place))
    return `The reference ${shown} leads back to itself twice at one place. Put it there once.`;
  open.again.add(place);
  return null;
}

function stepTo({ keyword, name }: InnerSchema): string {
  if (IN_PLACE.has(keyword)) return "";
  if (keyword === "properties") return `/.${name.replaceAll("~", "~0").replaceAll("/", "~1")}`;
  return keyword === "prefixItems" || (keyword === "items" && name !== "") ? `/${name}` : `/${keyword}`;
}
