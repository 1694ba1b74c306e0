import { Trash2 } from "lucide-react";
import { ActorName } from "@/components/governance/members/actor-name";
import { formatNumber } from "@/components/ui/format-number";
import { IconButton } from "@/components/ui/icon-button";
import { RelativeTime } from "@/components/ui/relative-time";
import type { TableColumn } from "@/components/ui/table-column";
import type { DocumentSummary } from "@/lib/harness/knowledge/schema";

type Options = { tenant: string; onRemove: ((document: DocumentSummary) => void) | undefined };

/** The columns of the list of documents. */
export const documentColumns = ({ tenant, onRemove }: Options): readonly TableColumn<DocumentSummary>[] => [
  {
    key: "title",
    header: "Document",
    primary: true,
    sort: ({ title }) => title,
    cell: ({ title }) => (
      <span className="cut block" style={{ maxWidth: "60ch" }} title={title}>
        {title}
      </span>
    ),
  },
  {
    key: "format",
    header: "Format",
    width: "110px",
    sort: ({ format }) => format,
    cell: ({ format }) => <span className="muted">{format === "markdown" ? "Markdown" : "Plain text"}</span>,
  },
  {
    key: "passages",
    header: "Passages",
    align: "right",
    width: "90px",
    sort: ({ passages }) => passages,
    cell: ({ passages }) => <span className="num">{formatNumber(passages)}</span>,
  },
  {
    key: "size",
    header: "Size",
    align: "right",
    width: "90px",
    sort: ({ bytes }) => bytes,
    cell: ({ bytes }) => <span className="num">{formatNumber(Math.max(1, Math.round(bytes / 1_000)))} kB</span>,
  },
  {
    key: "since",
    header: "Since revision",
    align: "right",
    width: "110px",
    sort: ({ fromRev }) => fromRev,
    cell: ({ fromRev }) => <span className="num">{fromRev}</span>,
  },
  {
    key: "added",
    header: "Added",
    sort: ({ addedAt }) => Date.parse(addedAt),
    cell: ({ addedAt, addedBy }) => (
      <span className="muted">
        <RelativeTime at={addedAt} /> by <ActorName tenant={tenant} actor={addedBy} />
      </span>
    ),
  },
  {
    key: "actions",
    header: <span className="sr">Actions</span>,
    align: "right",
    width: "50px",
    cell: (document) =>
      onRemove && (
        <IconButton label={`Remove ${document.title}`} size="sm" onClick={() => onRemove(document)}>
          <Trash2 className="i s" aria-hidden />
        </IconButton>
      ),
  },
];
