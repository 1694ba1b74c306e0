import type { Draft } from "@/lib/harness/graph/draft";
import { isSameValue } from "@/lib/harness/graph/draft-change";
import { canonicalJson } from "@/lib/release/canonical-json";

const FIELDS = ["name", "inputs", "outputs", "state", "context", "models", "limits"] as const;

/** Whether two drafts say the same, wherever it is drawn. What is the same object is not looked into. */
export function isSameContent(one: Draft, other: Draft): boolean {
  return (
    FIELDS.every((field) => isSameValue(one[field], other[field])) &&
    isSameRows(one.nodes, other.nodes) &&
    isSameRows(one.edges, other.edges)
  );
}

type Row = Draft["nodes"][number] | Draft["edges"][number];

function isSameRows(one: readonly Row[], other: readonly Row[]): boolean {
  if (one === other) return true;
  const [before, after] = [said(one), said(other)];
  return before.size === after.size && [...before].every(([id, row]) => isSame(row, after.get(id)));
}

const isSame = (one: Row, other: Row | undefined): boolean =>
  one === other || (other !== undefined && canonicalJson(one) === canonicalJson(other));

/** Without notes: they mean nothing to a run. */
const said = (rows: readonly Row[]): Map<string, Row> =>
  new Map(rows.flatMap((row) => ("kind" in row && row.kind === "note" ? [] : [[row.id, row]])));
