"use client";
import { useDrawnNode, useFindingsOf, useView } from "@/components/harness/editor/editor-context";
import { cardName } from "@/lib/harness/canvas/card-name";
import type { DraftNode } from "@/lib/harness/graph/draft";

/** The id of the element with the name of a card or a line. */
export const nameId = (id: string) => `name-${id}`;

/**
 * Names a card for people who hear it. It stands in the card, which React Flow's element points to: a name that React Flow
 * holds would make it take over every node of the draft anew at each key that is typed into one of them.
 */
export function CardName({ node }: { node: DraftNode }) {
  const findings = useFindingsOf(node.id);
  const run = useView((state) => state.runs.get(node.id));
  return (
    <span id={nameId(node.id)} hidden>
      {cardName(node, run, findings)}
    </span>
  );
}

/** Names a line: which exit of which step leads where. */
export function LineName({ id, exit, from, to }: { id: string; exit: string; from: string; to: string }) {
  const [first, last] = [useDrawnNode(from), useDrawnNode(to)];
  return <desc id={nameId(id)}>{`${exit || "Next"} of ${first?.label ?? ""} to ${last?.label ?? ""}`}</desc>;
}
