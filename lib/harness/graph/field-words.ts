import type { Draft } from "@/lib/harness/graph/draft";

const OF_DRAFT: Readonly<Record<string, string>> = {
  name: "The name of the harness",
  inputs: "The input of a run",
  outputs: "The output of a run",
};
const OF_NODE: Readonly<Record<string, string>> = {
  key: "The key",
  label: "The name",
  parent: "The container",
  kind: "The kind",
  v: "The version",
};
const OF_MEMBERS: Readonly<Record<string, (name: string) => string>> = {
  state: (name) => `The state "${name}"`,
  models: (name) => `The model slot "${name}"`,
  context: (name) => `The context setting "${spaced(name)}"`,
  limits: (name) => `The limit "${spaced(name)}"`,
};

/** `maxInputTokens` as `max input tokens`. */
const spaced = (name: string) => name.replaceAll(/([A-Z])/g, " $1").toLowerCase();

/** What a field of a draft is called in a sentence. Nodes go by their labels; `or` helps with those that are gone. */
export function fieldWords(draft: Pick<Draft, "nodes">, path: readonly string[], or?: Pick<Draft, "nodes">): string {
  const [area = "", id = "", field, member] = path;
  if (path.length === 1) return OF_DRAFT[area] ?? area;
  const members = OF_MEMBERS[area];
  if (members) return members(id);
  if (area === "edges") return "A connection";
  if (area === "groups") return "A group";
  const label =
    [draft, or].map((one) => one?.nodes.find((node) => node.id === id)?.label).find(Boolean) ?? "a node that is gone";
  if (area === "at") return `The place of "${label}"`;
  if (field === undefined) return `"${label}"`;
  if (member === undefined) return `${OF_NODE[field] ?? field} of "${label}"`;
  if (field === "in") return `The value "${member}" of "${label}"`;
  return `${field === "policy" ? "The failure setting" : "The field"} "${spaced(member)}" of "${label}"`;
}
