import { rangeLabel } from "@/lib/runtime/memory/fit-history";
import type { SummaryView } from "@/lib/runtime/summaries/schema";

/** "Messages 1 to 24". */
export const messagesOf = ({ fromSeq, toSeq }: Pick<SummaryView, "fromSeq" | "toSeq">): string =>
  rangeLabel(fromSeq, toSeq);

/** Who wrote it. */
export const makerOf = ({ method, model }: Pick<SummaryView, "method" | "model">): string =>
  method === "extract" ? "Sentences of the messages, word for word" : `By ${model ?? "a model"}`;
