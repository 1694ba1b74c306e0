import type { TestInput } from "@/components/harness/editor/test-run-context";
import type { TestPerson } from "@/lib/harness/test-runs/test-person";

/** A test as it is asked for; `earlier`: the run that is shown, whose outputs are looked at first; `as`: on whose behalf. */
export const testBody = ({ input, from, part }: TestInput, earlier: string | null, as?: TestPerson) => ({
  ...(from ? { case: { dataset: from.dataset, rev: from.rev, row: from.row } } : { input }),
  ...(as && { as }),
  ...(part && {
    part: {
      ...{ mode: part.mode, nodeId: part.nodeId },
      ...(part.items ? { items: [...part.items] } : {}),
      ...(earlier ? { earlier } : {}),
    },
  }),
});
