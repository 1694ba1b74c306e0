"use client";
import { useEditor, useFindingsOf, useView } from "@/components/harness/editor/editor-context";
import { cardName } from "@/lib/harness/canvas/card-name";
import { nodeIndex } from "@/lib/harness/canvas/node-index";

/** The id of the element with the name of a card or a line. */
export const nameId = (id: string) => `name-${id}`;

/**
 * Names a card for people who hear it. It stands in the card, which React Flow's element points to: a name that React Flow
 * holds would make it take over every node of the draft anew at each key that is typed into one of them.
 */
export function CardName({ id }: { id: string }) {
  const findings = useFindingsOf(id);
  const run = useView((state) => state.runs.get(id));
  const name = useEditor((state) => {
    const node = nodeIndex(state.draft).get(id);
    return node ? cardName(node, run, findings) : "";
  });
  return (
    <span id={nameId(id)} hidden>
      {name}
    </span>
  );
}

/** Names a line: which exit of which step leads where. */
export function LineName({ id, exit, from, to }: { id: string; exit: string; from: string; to: string }) {
  const source = useLabel(from);
  const target = useLabel(to);
  return <desc id={nameId(id)}>{`${exit || "Next"} of ${source} to ${target}`}</desc>;
}

const useLabel = (id: string) => useEditor((state) => nodeIndex(state.draft).get(id)?.label ?? "");
