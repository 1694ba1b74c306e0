import { groupBy } from "@/lib/harness/canvas/group-by";
import type { Command, SingleCommand } from "@/lib/harness/graph/command";
import type { Draft, DraftNode } from "@/lib/harness/graph/draft";
import type { Json } from "@/lib/release/json-schema";

const TEXT_FIELDS: ReadonlySet<string> = new Set([
  ...["system", "user", "instruction", "description", "when", "label", "url", "body", "text", "content"],
  ...["until", "title", "source", "cel", "tpl", "lit", "dedupe"],
]);
const CONTEXT_CHARS = 28;
const MAX_NAME = 80;

export type Found = {
  /** Of the node, or of the group whose name it is. */
  nodeId: string;
  /** `label`, or the path inside `config` and `in`. */
  path: readonly string[];
  at: number;
  /** The text around it, cut to a line. */
  before: string;
  hit: string;
  after: string;
};
export type Search = { text: string; matchCase: boolean };

/** Every place in prompts, templates, expressions, notes and names that has the text; names of groups last. */
export function findInDraft(draft: Draft, search: Search): Found[] {
  if (search.text === "") return [];
  return [
    ...draft.nodes.flatMap((node) =>
      textsOf(node).flatMap(({ path, text }) => findInText(node.id, path, text, search)),
    ),
    ...draft.groups.flatMap(({ id, label }) => findInText(id, ["label"], label, search)),
  ];
}

/** Replaces the text in the places of `found`, all of them as one edit; null when there is nothing to replace. */
export function replaceInDraft(
  draft: Draft,
  search: Search,
  replacement: string,
  found: readonly Found[],
): Command | null {
  const byNode = groupBy(found, (one) => one.nodeId);
  const commands = draft.nodes.flatMap((node): SingleCommand[] => {
    const places = byNode.get(node.id);
    if (!places) return [];
    const change = replaceInNode(
      node,
      groupBy(places, (one) => one.path.join("\0")),
      search.text.length,
      replacement,
    );
    return [{ kind: "set-node", id: node.id, change }];
  });
  const renamed = renamedGroups(draft, byNode, search.text.length, replacement);
  const all: SingleCommand[] = renamed ? [...commands, { kind: "set-draft", change: { groups: renamed } }] : commands;
  return all.length === 0 ? null : { kind: "batch", commands: all };
}

/** The groups with their new names, or null when none of them has a place. */
function renamedGroups(draft: Draft, byNode: Map<string, Found[]>, length: number, replacement: string) {
  if (!draft.groups.some(({ id }) => byNode.has(id))) return null;
  return draft.groups.map((group) => {
    const label = replaced(group.label, byNode.get(group.id) ?? [], length, replacement).slice(0, MAX_NAME);
    return { ...group, label: label.trim() === "" ? group.label : label };
  });
}

function textsOf(node: DraftNode): { path: string[]; text: string }[] {
  return [{ path: ["label"], text: node.label }, ...leaves(node.config, ["config"]), ...leaves(node.in, ["in"])];
}

function leaves(value: Json, path: string[]): { path: string[]; text: string }[] {
  if (typeof value === "string") return isText(path) ? [{ path, text: value }] : [];
  if (Array.isArray(value)) return value.flatMap((inner, index) => leaves(inner, [...path, String(index)]));
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => leaves(inner, [...path, name]));
}

const isText = (path: readonly string[]) => TEXT_FIELDS.has(path.at(-1) ?? "") || path.at(-2) === "headers";

/** Every place of a text that has what is wanted. */
export function findInText(nodeId: string, path: string[], text: string, { text: wanted, matchCase }: Search): Found[] {
  const [where, what] = matchCase ? [text, wanted] : [text.toLowerCase(), wanted.toLowerCase()];
  const found: Found[] = [];
  for (let at = where.indexOf(what); at >= 0; at = where.indexOf(what, at + what.length)) {
    const end = at + wanted.length;
    found.push({
      nodeId,
      path,
      at,
      before: `${at > CONTEXT_CHARS ? "…" : ""}${text.slice(Math.max(0, at - CONTEXT_CHARS), at)}`,
      hit: text.slice(at, end),
      after: `${text.slice(end, end + CONTEXT_CHARS)}${text.length > end + CONTEXT_CHARS ? "…" : ""}`,
    });
  }
  return found;
}

/** A text with its places replaced. */
export const replaced = (text: string, places: readonly Found[], length: number, replacement: string): string =>
  [...places]
    .sort((one, other) => other.at - one.at)
    .reduce((now, { at }) => now.slice(0, at) + replacement + now.slice(at + length), text);

type Change = Partial<Pick<DraftNode, "label" | "config" | "in">>;

function replaceInNode(node: DraftNode, byPath: Map<string, Found[]>, length: number, replacement: string): Change {
  const rewrite = (text: string, path: string[]): string =>
    replaced(text, byPath.get(path.join("\0")) ?? [], length, replacement);
  const walk = <T extends Json>(value: T, path: string[]): T =>
    JSON.parse(JSON.stringify(mapped(value, path, rewrite)));
  const touches = (part: string) => [...byPath.keys()].some((path) => path.split("\0")[0] === part);
  return {
    ...(touches("label") ? { label: rewrite(node.label, ["label"]).slice(0, MAX_NAME) } : {}),
    ...(touches("config") ? { config: walk(node.config, ["config"]) } : {}),
    ...(touches("in") ? { in: walk(node.in, ["in"]) } : {}),
  };
}

function mapped(value: Json, path: string[], rewrite: (text: string, path: string[]) => string): Json {
  if (typeof value === "string") return rewrite(value, path);
  if (Array.isArray(value)) return value.map((inner, index) => mapped(inner, [...path, String(index)], rewrite));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [name, mapped(inner, [...path, name], rewrite)]),
  );
}
