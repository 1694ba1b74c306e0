"use client";
import { type ReactNode, useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import type { DraftNode } from "@/lib/harness/graph/draft";

type Asked = { nodes: readonly DraftNode[]; begin: () => void };

/** Steps that somebody let run while this page is open. */
const confirmed = new Set<string>();

/**
 * Before a test runs steps that may change something outside, they are named and somebody has to agree; once for each
 * step while the page is open. `ask` begins at once when there is nothing to agree to.
 */
export function useConfirmEffects(): {
  ask: (nodes: readonly DraftNode[], begin: () => void) => void;
  dialog: ReactNode;
} {
  const [asked, setAsked] = useState<Asked | null>(null);
  const close = () => setAsked(null);
  const agree = () => {
    for (const node of asked?.nodes ?? []) confirmed.add(node.id);
    close();
    asked?.begin();
  };
  return {
    ask: (nodes, begin) => (nodes.every(({ id }) => confirmed.has(id)) ? begin() : setAsked({ nodes, begin })),
    dialog: (
      <Dialog
        open={asked !== null}
        onClose={close}
        title="Steps that may change something will run"
        description="A test really calls what they call. A pinned output, or an answer that is prepared in the tool, keeps a step from calling."
        footer={
          <>
            <Button onClick={close}>Not now</Button>
            <Button variant="primary" onClick={agree}>
              Run them
            </Button>
          </>
        }
      >
        <ul className="list-disc pl-5">
          {asked?.nodes.map(({ id, label }) => (
            <li key={id}>{label}</li>
          ))}
        </ul>
      </Dialog>
    ),
  };
}
