import { alternativesOf, type JsonSchema } from "@/components/docs/json-schema";

const BY_FORMAT: Record<string, string> = {
  uuid: "0190a6e2-7b1c-7c3e-8f00-000000000000",
  "date-time": "2026-01-31T09:30:00.000Z",
  email: "person@example.com",
  uri: "https://example.com",
};
const MAX_DEPTH = 6;

/** A small value that fits a schema: required fields only, defaults and first choices where there are some. */
export function exampleValue(schema: JsonSchema, name = "", depth = 0): unknown {
  const [first = schema] = alternativesOf(schema);
  const given = [first.const, first.default, first.enum?.[0]].find((value) => value !== undefined && value !== null);
  if (given !== undefined) return given;
  switch ([first.type ?? "object"].flat()[0]) {
    case "object":
      return depth < MAX_DEPTH ? objectOf(first, depth) : {};
    case "array":
      return first.items && depth < MAX_DEPTH ? [exampleValue(first.items, name, depth + 1)] : [];
    case "string":
      return BY_FORMAT[first.format ?? ""] ?? `<${name || "text"}>`;
    case "boolean":
      return true;
    case "null":
      return null;
    default:
      return 1;
  }
}

function objectOf({ properties = {}, required = [] }: JsonSchema, depth: number) {
  const fields = Object.entries(properties).filter(([name]) => required.includes(name));
  return Object.fromEntries(fields.map(([name, field]) => [name, exampleValue(field, name, depth + 1)]));
}
