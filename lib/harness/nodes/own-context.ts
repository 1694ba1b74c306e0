import type { DraftNode } from "@/lib/harness/graph/draft";
import { onceFor } from "@/lib/harness/graph/once-for";
import { OwnContext } from "@/lib/release/context-policy";

/** What a step says about its context itself; the rest is what the harness says. Nothing while it cannot be read. */
export const ownContextOf = onceFor(
  ({ config }: Pick<DraftNode, "config">) => OwnContext.safeParse(config.context).data ?? {},
);
