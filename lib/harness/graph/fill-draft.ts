import { withPlaces } from "@/lib/harness/canvas/with-places";
import type { Command } from "@/lib/harness/graph/command";
import type { Draft } from "@/lib/harness/graph/draft";

/** Puts what another draft holds into an empty one, as one edit; the name stays, and one undo empties it again. */
export function fillDraft(given: Draft): Command {
  const { nodes, edges, at, ...from } = withPlaces(given);
  const { inputs, outputs, state, context, models, limits, groups } = from;
  return {
    kind: "batch",
    commands: [
      { kind: "add-nodes", nodes, edges, at },
      { kind: "set-draft", change: { inputs, outputs, state, context, models, limits, groups } },
    ],
  };
}
