import Link from "next/link";
import type { TableColumn } from "@/components/ui/table-column";
import type { DatasetRow } from "@/lib/harness/datasets/schema";
import type { Json } from "@/lib/release/json-schema";

/** A value on one line. An object with one text in it is that text. */
export function inOneLine(value: Json | undefined): string {
  if (value === undefined) return "";
  if (typeof value === "string") return value;
  const members = typeof value === "object" && value !== null && !Array.isArray(value) ? Object.values(value) : [];
  return members.length === 1 && typeof members[0] === "string" ? members[0] : JSON.stringify(value);
}

const Cut = ({ text, width }: { text: string; width: string }) => (
  <span className="cut block" style={{ maxWidth: width }} title={text.slice(0, 500)}>
    {text}
  </span>
);

/** The columns of the rows of a dataset. */
export const rowColumns = (tenant: string): readonly TableColumn<DatasetRow>[] => [
  { key: "input", header: "Input", primary: true, cell: ({ input }) => <Cut text={inOneLine(input)} width="64ch" /> },
  {
    key: "expected",
    header: "Expected",
    cell: ({ expected }) =>
      expected === undefined ? (
        <span className="faint">not known</span>
      ) : (
        <Cut text={inOneLine(expected)} width="40ch" />
      ),
  },
  {
    key: "tags",
    header: "Tags",
    width: "180px",
    cell: ({ tags }) => <span className="muted">{tags.join(", ")}</span>,
  },
  {
    key: "mocks",
    header: "Mocks",
    align: "right",
    width: "80px",
    cell: ({ mocks }) => <span className="num">{mocks.length || ""}</span>,
  },
  {
    key: "source",
    header: "From",
    width: "130px",
    cell: ({ source }) =>
      source.kind === "run" ? (
        <Link className="link mono s" href={`/${tenant}/runs/${source.runId}`}>
          run {source.runId.slice(-8)}
        </Link>
      ) : (
        <span className="muted">{source.kind === "import" ? `line ${source.line}` : "form"}</span>
      ),
  },
];
