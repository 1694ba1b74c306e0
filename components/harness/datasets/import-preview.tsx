"use client";
import { CircleAlert, CircleCheck } from "lucide-react";
import { inOneLine } from "@/components/harness/datasets/row-columns";
import { formatNumber } from "@/components/ui/format-number";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { useRowIds } from "@/components/ui/use-row-ids";
import type { ColumnMapping, ImportReport } from "@/lib/harness/datasets/schema";

type Props = {
  report: ImportReport;
  format: "csv" | "jsonl";
  onMapping: (mapping: readonly ColumnMapping[]) => void;
};
const TARGETS = [
  { value: "input", label: "Input" },
  { value: "expected", label: "Expected answer" },
  { value: "tags", label: "Tags" },
  { value: "mocks", label: "Tool answers" },
  { value: "ignore", label: "Nothing" },
] as const;
const isTarget = (value: string): value is ColumnMapping["to"] => TARGETS.some((target) => target.value === value);

/** What the file holds, where its columns go, the first rows that come of it, and every mistake with its line. */
export function ImportPreview({ report, format, onMapping }: Props) {
  const set = (column: string, change: Partial<ColumnMapping>) =>
    onMapping(report.mapping.map((one) => (one.column === column ? { ...one, ...change } : one)));
  return (
    <>
      <section aria-label="Columns">
        <h3 className="label mb-2">Where the columns go</h3>
        <ul className="grid gap-2">
          {report.mapping.map((one) => (
            <MappingLine
              key={one.column}
              mapping={one}
              format={format}
              onChange={(change) => set(one.column, change)}
            />
          ))}
        </ul>
      </section>
      <Outcome report={report} />
      {report.sample.length > 0 && <FirstRows sample={report.sample} />}
    </>
  );
}

function FirstRows({ sample }: Pick<ImportReport, "sample">) {
  const { ids } = useRowIds(sample.length);
  return (
    <section aria-label="First rows">
      <h3 className="label mb-2">The first rows</h3>
      <table className="table">
        <thead>
          <tr>
            <th scope="col">Input</th>
            <th scope="col">Expected</th>
            <th scope="col">Tags</th>
          </tr>
        </thead>
        <tbody>
          {sample.map((row, position) => (
            <tr key={ids[position]}>
              <td className="mono s">{inOneLine(row.input).slice(0, 80)}</td>
              <td className="mono s">{inOneLine(row.expected).slice(0, 60)}</td>
              <td>{row.tags.join(", ")}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

type LineProps = {
  mapping: ColumnMapping;
  format: "csv" | "jsonl";
  onChange: (change: Partial<ColumnMapping>) => void;
};

function MappingLine({ mapping, format, onChange }: LineProps) {
  const { column, to, field, as } = mapping;
  const hasField = to === "input" || to === "expected";
  return (
    <li className="grid grid-cols-[1fr_160px_1fr_140px] items-center gap-2">
      <code className="cut">{column}</code>
      <Select
        compact
        label={`Where ${column} goes`}
        value={to}
        onChange={(value) => isTarget(value) && onChange({ to: value })}
        options={TARGETS}
      />
      {hasField ? (
        <Input
          aria-label={`Field for ${column}`}
          defaultValue={field}
          placeholder="the whole value"
          onBlur={(event) => event.target.value !== field && onChange({ field: event.target.value.trim() })}
        />
      ) : (
        <span />
      )}
      {hasField && format === "csv" ? (
        <Select
          compact
          label={`Type of ${column}`}
          value={as}
          onChange={(value) => onChange({ as: value === "json" ? "json" : "text" })}
          options={[
            { value: "text", label: "as text" },
            { value: "json", label: "as JSON" },
          ]}
        />
      ) : (
        <span />
      )}
    </li>
  );
}

function Outcome({ report: { rows, errors, errorCount } }: { report: ImportReport }) {
  if (errorCount === 0)
    return (
      <p className="st muted">
        <CircleCheck className="i ok" aria-hidden />
        {formatNumber(rows)} rows can be imported.
      </p>
    );
  return (
    <section aria-label="Mistakes" role="status">
      <p className="st fail">
        <CircleAlert className="i fail" aria-hidden />
        {formatNumber(errorCount)} {errorCount === 1 ? "line has a mistake" : "lines have a mistake"}; correct the file
        or the columns.
      </p>
      <ul className="mt-2 grid max-h-[160px] gap-1 overflow-auto">
        {errors.map(({ line, message }) => (
          <li key={`${line} ${message}`} className="flex gap-3">
            <span className="num w-16 flex-none text-muted">line {line}</span>
            <span>{message}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
