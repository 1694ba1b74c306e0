import { Draft } from "@/lib/harness/graph/draft";
import type { DraftChange } from "@/lib/harness/graph/draft-change";
import type { Json } from "@/lib/release/json-schema";

type Members = Record<string, Json>;
/** A draft as rows by id, while changes are put into it. It is a draft again when it is parsed. */
export type RawDraft = { nodes: Members; edges: Members; groups: Members; at: Members; fields: Members };

export function rawOf({ nodes, edges, groups, at, ...fields }: Draft): RawDraft {
  return { nodes: byId(nodes), edges: byId(edges), groups: byId(groups), at: { ...at }, fields: { ...fields } };
}

export const parseRaw = ({ nodes, edges, groups, at, fields }: RawDraft) =>
  Draft.safeParse({
    ...fields,
    nodes: Object.values(nodes),
    edges: Object.values(edges),
    groups: Object.values(groups),
    at,
  });

/** Puts the new values of changes in, whatever was there before. A change of something that is not there is left out. */
export function putChanges(raw: RawDraft, changes: readonly DraftChange[]): RawDraft {
  const next = {
    nodes: { ...raw.nodes },
    edges: { ...raw.edges },
    groups: { ...raw.groups },
    at: { ...raw.at },
    fields: { ...raw.fields },
  };
  for (const { path, to } of changes) {
    const [area = "", ...rest] = path;
    if (area === "nodes" || area === "edges" || area === "groups" || area === "at")
      next[area] = putAt(next[area], rest, to);
    else next.fields = putAt(next.fields, path, to);
  }
  return next;
}

/** The members with another value at a path below them; without a value, the member goes. */
function putAt(members: Members, [name, ...rest]: readonly string[], value: Json | undefined): Members {
  if (name === undefined) return members;
  if (rest.length > 0) {
    const inner = members[name];
    const isObject = typeof inner === "object" && inner !== null && !Array.isArray(inner);
    return isObject ? { ...members, [name]: putAt(inner, rest, value) } : members;
  }
  if (value !== undefined) return { ...members, [name]: value };
  const { [name]: _gone, ...kept } = members;
  return kept;
}

/** Members that are undefined count as absent: everything in a draft is JSON. */
const byId = (rows: readonly ({ id: string } & Partial<Members>)[]): Members =>
  Object.fromEntries(rows.map((row) => [row.id, plain(row)]));

function plain(row: Readonly<Record<string, Json | undefined>>): Members {
  const members: Members = {};
  for (const [name, value] of Object.entries(row)) if (value !== undefined) members[name] = value;
  return members;
}
