"use client";
import { Plus, X } from "lucide-react";
import { useState } from "react";
import { DatasetRows } from "@/components/harness/playground/dataset-rows";
import { PlaygroundCell } from "@/components/harness/playground/playground-cell";
import type { CellStates } from "@/components/harness/playground/use-run-stream";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Field } from "@/components/ui/field";
import { IconButton } from "@/components/ui/icon-button";
import { Textarea } from "@/components/ui/textarea";
import { answerOf } from "@/lib/harness/playground/answer-of";
import type { PlaygroundRow } from "@/lib/harness/playground/row-of-case";
import { MAX_PLAYGROUND_ROWS } from "@/lib/harness/playground/schema";

type Props = {
  tenant: string;
  variables: readonly string[];
  rows: readonly PlaygroundRow[];
  columns: number;
  /** Run ids by column, row and repeat, once they were started. */
  runs: readonly (readonly (readonly string[])[])[] | undefined;
  states: CellStates;
  onChange: (rows: readonly PlaygroundRow[]) => void;
  onCancel: (runId: string) => void;
};

/** The rows of variables with the answer of each column below them. */
export function RowsGrid({ tenant, variables, rows, columns, runs, states, onChange, onCancel }: Props) {
  const [comparing, setComparing] = useState(false);
  const change = (at: number, name: string, text: string) =>
    onChange(rows.map((row, other) => (other === at ? { ...row, values: { ...row.values, [name]: text } } : row)));
  return (
    <section aria-label="Rows">
      {rows.map((row, at) => (
        <div key={row.id} className="border-border border-b">
          <div className="flex items-start gap-3 px-[16px] py-3">
            <span className="num mt-1 text-muted">{at + 1}</span>
            <div className="grid grow grid-cols-2 gap-3">
              {variables.length === 0 && <p className="text-muted">The texts read no variable of the input.</p>}
              {variables.map((name) => (
                <Field
                  key={name}
                  label={
                    <span className="mono s">
                      {name}, row {at + 1}
                    </span>
                  }
                >
                  <Textarea
                    rows={2}
                    value={row.values[name] ?? ""}
                    onChange={(event) => change(at, name, event.target.value)}
                  />
                </Field>
              ))}
            </div>
            {rows.length > 1 && (
              <IconButton
                label={`Remove row ${at + 1}`}
                onClick={() => onChange(rows.filter((_row, other) => other !== at))}
              >
                <X className="i s" aria-hidden />
              </IconButton>
            )}
          </div>
          {runs && (
            <div className="grid auto-cols-[minmax(260px,1fr)] grid-flow-col divide-x divide-border border-border border-t">
              {Array.from({ length: columns }, (_one, column) => column).map((column) => (
                <div key={column} className="grid min-w-0 grid-cols-[minmax(0,1fr)] content-start gap-5 p-[16px]">
                  {runs[column]?.[at]?.map((runId, repeat) => (
                    <PlaygroundCell
                      key={runId}
                      tenant={tenant}
                      runId={runId}
                      state={states.get(runId)}
                      against={comparing && column > 0 ? answered(states, runs[0]?.[at]?.[repeat]) : null}
                      onCancel={() => onCancel(runId)}
                    />
                  ))}
                </div>
              ))}
            </div>
          )}
        </div>
      ))}
      <div className="flex items-center gap-3 p-[16px]">
        <Button
          disabled={rows.length >= MAX_PLAYGROUND_ROWS}
          onClick={() => onChange([...rows, { id: crypto.randomUUID(), values: {}, given: {} }])}
        >
          <Plus className="i s" aria-hidden />
          Add row
        </Button>
        {runs && columns > 1 && (
          <Checkbox label="Differences from column 1" checked={comparing} onChange={setComparing} />
        )}
        <DatasetRows tenant={tenant} limit={MAX_PLAYGROUND_ROWS} onRows={onChange} />
      </div>
    </section>
  );
}

/** What a run answered, once it has. */
function answered(states: CellStates, runId: string | undefined): string | null {
  const run = runId === undefined ? null : states.get(runId)?.run;
  return run?.status === "succeeded" ? answerOf(run.output) : null;
}
