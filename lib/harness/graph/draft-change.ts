import { z } from "zod";
import type { Draft, DraftNode } from "@/lib/harness/graph/draft";
import { canonicalJson } from "@/lib/release/canonical-json";
import type { Json } from "@/lib/release/json-schema";

/**
 * One value of a draft before and after: `["name"]`, `["state", name]`, `["nodes", id]` (the whole node),
 * `["nodes", id, "label"]`, `["nodes", id, "config", "tools"]`, `["edges", id]`, `["at", id]`, `["groups", id]`.
 * Without `from` it was not there, without `to` it is not there afterwards.
 */
export const DraftChange = z.strictObject({
  path: z.array(z.string().max(80)).min(1).max(4),
  from: z.json().optional(),
  to: z.json().optional(),
});
export type DraftChange = z.infer<typeof DraftChange>;
type Value = Json | undefined;

const WHOLE = ["name", "inputs", "outputs"] as const;
const BY_MEMBER = ["state", "context", "models", "limits"] as const;
const NODE_WHOLE = ["key", "label", "parent", "kind", "v"] as const;
const NODE_BY_MEMBER = ["config", "in", "policy"] as const;

export const isSameValue = (one: Value, other: Value): boolean =>
  one === other || (one !== undefined && other !== undefined && canonicalJson(one) === canonicalJson(other));

/** The fields in which two drafts differ, in a stable order. Rows that are the same object are not looked into. */
export function changesBetween(from: Draft, to: Draft): DraftChange[] {
  return [
    ...WHOLE.flatMap((name) => changeOf([name], from[name], to[name])),
    ...BY_MEMBER.flatMap((name) => memberChanges([name], from[name], to[name])),
    ...nodeChanges(from.nodes, to.nodes),
    ...(from.edges === to.edges ? [] : memberChanges(["edges"], byId(from.edges), byId(to.edges))),
    ...(from.groups === to.groups ? [] : memberChanges(["groups"], byId(from.groups), byId(to.groups))),
    ...memberChanges(["at"], from.at, to.at),
  ];
}

/** The value of a field, or undefined where there is none. */
export function valueAt(draft: Draft, path: readonly string[]): Value {
  const [area = "", id, ...rest] = path;
  if (area === "nodes" || area === "edges" || area === "groups") {
    const row = draft[area].find((one) => one.id === id);
    return rest.reduce<Value>((value, name) => memberOf(value, name), row && plain(row));
  }
  const whole = plain(draft);
  return [area, ...(id === undefined ? [] : [id]), ...rest].reduce<Value>(
    (value, name) => memberOf(value, name),
    whole,
  );
}

function memberOf(value: Value, name: string): Value {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return undefined;
  return Object.hasOwn(value, name) ? value[name] : undefined;
}

/** Everything in a draft is JSON; members that are undefined count as absent. */
const plain = (value: object): Record<string, Json> =>
  Object.fromEntries(Object.entries(value).filter(([, member]) => member !== undefined));

const byId = <T extends { id: string }>(rows: readonly T[]): Record<string, T> =>
  Object.fromEntries(rows.map((row) => [row.id, row]));

function changeOf(path: string[], from: Value, to: Value): DraftChange[] {
  if (isSameValue(from, to)) return [];
  return [{ path, ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) }];
}

type Members = Readonly<Record<string, Value>>;

function memberChanges(path: string[], from: Members, to: Members): DraftChange[] {
  if (from === to) return [];
  return [...new Set([...Object.keys(from), ...Object.keys(to)])].flatMap((name) =>
    changeOf([...path, name], from[name], to[name]),
  );
}

function nodeChanges(from: readonly DraftNode[], to: readonly DraftNode[]): DraftChange[] {
  if (from === to) return [];
  if (from.length === to.length && from.every((one, index) => one.id === to[index]?.id))
    return from.flatMap((one, index) => changesOfNode(one.id, one, to[index]));
  const [before, after] = [byId(from), byId(to)];
  const ids = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return ids.flatMap((id) => changesOfNode(id, before[id], after[id]));
}

function changesOfNode(id: string, one: DraftNode | undefined, other: DraftNode | undefined): DraftChange[] {
  if (one === other) return [];
  const path = ["nodes", id];
  if (!one || !other) return changeOf(path, one && plain(one), other && plain(other));
  return [
    ...NODE_WHOLE.flatMap((name) => changeOf([...path, name], one[name], other[name])),
    ...NODE_BY_MEMBER.flatMap((name) => memberChanges([...path, name], one[name], other[name])),
  ];
}
