import { Archive } from "lucide-react";
import type { BulkAction } from "@/components/ui/bulk-action";

type Own<Row> = Pick<BulkAction<Row>, "meaning" | "refusal" | "act" | "onSettled">;

/** The act that archives many rows; `meaning` says what that does to them. */
export const archiveAction = <Row,>(own: Own<Row>): BulkAction<Row> => ({
  verb: "Archive",
  doing: "Archiving",
  done: "archived",
  shortcut: "e",
  icon: <Archive className="i s" aria-hidden />,
  ...own,
});
