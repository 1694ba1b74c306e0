import { applyChanges } from "@/lib/harness/graph/apply-changes";
import { applyCommand } from "@/lib/harness/graph/apply-command";
import type { Draft } from "@/lib/harness/graph/draft";
import { changesBetween, type DraftChange, isSameValue, valueAt } from "@/lib/harness/graph/draft-change";
import { freeKey } from "@/lib/harness/nodes/new-node";
import type { RenameSteps } from "@/lib/release/expressions/rename-steps";
import type { Json } from "@/lib/release/json-schema";

/** One field that two people changed differently. Absent: it is not there on that side. */
export type DraftConflict = { path: string[]; base?: Json; theirs?: Json; mine?: Json };
export type Rebased = {
  /** Theirs with everything of mine that does not touch what they changed. */
  draft: Draft;
  /** What of mine is in it: the changes from theirs to `draft`. */
  changes: DraftChange[];
  conflicts: DraftConflict[];
  /** Sentences about edits that fit nowhere any more. */
  dropped: string[];
};

/** Repeats the edits that lead from `base` to `mine` on `theirs`, field by field. What both changed is a conflict, never lost. */
export function rebaseDraft(base: Draft, mine: Draft, theirs: Draft, rename?: RenameSteps): Rebased {
  const wanted = changesBetween(base, withFreeKeys({ base, mine, theirs }, rename));
  const conflicts: DraftConflict[] = [];
  const clean: DraftChange[] = [];
  for (const change of wanted) {
    const current = valueAt(theirs, change.path);
    if (isSameValue(current, change.to)) continue;
    if (isSameValue(current, change.from)) clean.push(change);
    else conflicts.push(conflictOf(change, current));
  }
  const { draft, dropped } = applyEach(theirs, clean);
  return { draft, changes: changesBetween(theirs, draft), conflicts, dropped };
}

/** The changes that put my side of some conflicts into the draft as it is now. */
export function keepMine(draft: Draft, conflicts: readonly DraftConflict[]): DraftChange[] {
  return conflicts.map(({ path, mine }) => {
    const from = valueAt(draft, path);
    return { path, ...(from === undefined ? {} : { from }), ...(mine === undefined ? {} : { to: mine }) };
  });
}

function conflictOf({ path, from, to }: DraftChange, current: Json | undefined): DraftConflict {
  return {
    path,
    ...(from === undefined ? {} : { base: from }),
    ...(current === undefined ? {} : { theirs: current }),
    ...(to === undefined ? {} : { mine: to }),
  };
}

/** All at once when that works; else one by one, nodes before their fields and lines last, without those that do not fit. */
function applyEach(theirs: Draft, changes: readonly DraftChange[]): { draft: Draft; dropped: string[] } {
  const whole = applyChanges(theirs, changes);
  if (typeof whole !== "string") return { draft: whole, dropped: [] };
  let draft = theirs;
  const dropped: string[] = [];
  const apply = (some: readonly DraftChange[]) => {
    const next = applyChanges(draft, some);
    if (typeof next !== "string") draft = next;
    else if (some.length === 1) dropped.push(next);
    else for (const change of some) apply([change]);
  };
  for (const rank of RANKS) for (const some of unitsOf(changes.filter((one) => rankOf(one) === rank))) apply(some);
  return { draft, dropped };
}

/** Each change by itself, but nodes that go into containers together: lines between them would not fit half of that. */
function unitsOf(changes: readonly DraftChange[]): DraftChange[][] {
  const isParent = ({ path }: DraftChange) => path[0] === "nodes" && path[2] === "parent";
  const parents = changes.filter(isParent);
  const others = changes.flatMap((change) => (isParent(change) ? [] : [[change]]));
  return parents.length > 0 ? [parents, ...others] : others;
}

const RANKS = [0, 1, 2, 3, 4];
/** Lines that go, nodes that come, everything else, lines that come, nodes that go. */
function rankOf({ path, to }: DraftChange): number {
  if (path[0] === "edges") return to === undefined ? 0 : 3;
  if (path[0] === "nodes" && path.length === 2) return to === undefined ? 4 : 1;
  return 2;
}

type Sides = { base: Draft; mine: Draft; theirs: Draft };

/** Two people who add a node at the same time give it the same key: mine gets another one, with its reads. */
function withFreeKeys({ base, mine, theirs }: Sides, rename: RenameSteps | undefined): Draft {
  const known = new Set(base.nodes.map((node) => node.id));
  const taken = new Map(theirs.nodes.map((node) => [node.key, node.id]));
  let next = mine;
  for (const node of mine.nodes) {
    const owner = taken.get(node.key);
    if (known.has(node.id) || owner === undefined || owner === node.id) continue;
    const key = freeKey({ nodes: [...theirs.nodes, ...next.nodes] }, node.key);
    const renamed = applyCommand(next, { kind: "rename-key", id: node.id, key }, rename);
    if (renamed.ok) next = renamed.draft;
  }
  return next;
}
