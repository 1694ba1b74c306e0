"use client";
import { useMutation } from "@tanstack/react-query";
import { Ban, Plus } from "lucide-react";
import { useState } from "react";
import { modelOptions } from "@/components/harness/inspector/model-options";
import { type Column, ColumnEditor } from "@/components/harness/playground/column-editor";
import { ColumnSummary } from "@/components/harness/playground/column-summary";
import { RowsGrid } from "@/components/harness/playground/rows-grid";
import { forecastWords, RunComparison } from "@/components/harness/playground/run-comparison";
import { usePlaygroundModels } from "@/components/harness/playground/use-playground-models";
import { type CellStates, useRunStream } from "@/components/harness/playground/use-run-stream";
import { useMay } from "@/components/shell/viewer-context";
import { Button } from "@/components/ui/button";
import { ErrorState } from "@/components/ui/error-state";
import { PageHeader } from "@/components/ui/page-header";
import { Select } from "@/components/ui/select";
import { columnFigures } from "@/lib/harness/playground/column-figures";
import { forecastCost } from "@/lib/harness/playground/forecast";
import { inputOfRow, type PlaygroundRow } from "@/lib/harness/playground/row-of-case";
import { MAX_REPEATS } from "@/lib/harness/playground/schema";
import { templateVariables } from "@/lib/harness/playground/template-variables";
import type { PromptView } from "@/lib/harness/prompts/schema";
import { api, unwrap } from "@/lib/platform/http/api-client";
import { isTerminal } from "@/lib/release/run-status";

const MAX_COLUMNS = 4;
const OUTPUT_TOKENS = 1_024;

/** Up to four columns of text and model over rows of variables. Every cell is a run by a worker, followed while it writes. */
export function PlaygroundBoard({ tenant, prompt }: { tenant: string; prompt: PromptView }) {
  const mayRun = useMay()("draft:run");
  const [columns, setColumns] = useState<readonly Column[]>(() => firstColumns(prompt));
  const [rows, setRows] = useState<readonly PlaygroundRow[]>([{ id: "first", values: {}, given: {} }]);
  const [repeats, setRepeats] = useState(1);
  const models = usePlaygroundModels(tenant);
  const variables = templateVariables(columns.map((column) => column.body));
  const inputs = rows.map((row) => inputOfRow(row, variables));
  const priced = columns.map(({ body, model }) => ({ body, model: models.find((one) => one.ref === model) }));
  const forecast = forecastCost(priced, inputs, { repeats, outputTokens: OUTPUT_TOKENS });
  const { start, cancel, runs, states } = usePlayground(tenant);
  const all = runs?.flat(2) ?? [];
  const open = all.filter((id) => !isTerminal(states.get(id)?.run?.status ?? "queued"));
  const addColumn = () => {
    const last = columns.at(-1);
    if (last) setColumns([...columns, { ...last, id: crypto.randomUUID() }]);
  };
  const failed = start.error ?? cancel.error;
  return (
    <>
      <PageHeader
        title={`Playground of ${prompt.name}`}
        meta={`${runsOf(forecast.runs)}, each by a worker in the environment draft; ${forecastWords(forecast)}`}
        actions={
          <>
            <RepeatChoice value={repeats} onChange={setRepeats} />
            <Button disabled={columns.length >= MAX_COLUMNS} onClick={addColumn}>
              <Plus className="i s" aria-hidden />
              Add column
            </Button>
            {open.length > 0 ? (
              <CancelRuns count={open.length} disabled={cancel.isPending} onCancel={() => cancel.mutate(open)} />
            ) : (
              <RunComparison
                forecast={forecast}
                disabled={!mayRun || start.isPending}
                onRun={() => start.mutate({ columns, inputs, repeats })}
              />
            )}
          </>
        }
      />
      <div className="min-h-0 flex-1 overflow-auto border-border border-t">
        {failed && (
          <div className="px-page">
            <ErrorState error={failed} />
          </div>
        )}
        <div className="grid auto-cols-[minmax(260px,1fr)] grid-flow-col divide-x divide-border border-border border-b">
          {columns.map((column, at) => (
            <ColumnEditor
              key={column.id}
              tenant={tenant}
              prompt={prompt}
              column={column}
              models={modelOptions(models)}
              number={at + 1}
              onChange={(part) => setColumns(columns.map((one, other) => (other === at ? { ...one, ...part } : one)))}
              onRemove={
                columns.length > 1 ? () => setColumns(columns.filter((_one, other) => other !== at)) : undefined
              }
            />
          ))}
        </div>
        {runs && <Summaries runs={runs} states={states} />}
        <RowsGrid
          tenant={tenant}
          variables={variables}
          rows={rows}
          columns={columns.length}
          runs={runs}
          states={states}
          onChange={setRows}
          onCancel={(runId) => cancel.mutate([runId])}
        />
      </div>
    </>
  );
}

const runsOf = (count: number) => (count === 1 ? "1 run" : `${count} runs`);

type SummariesProps = { runs: readonly (readonly (readonly string[])[])[]; states: CellStates };

/** What each column took so far, in sight while the rows are read. */
function Summaries({ runs, states }: SummariesProps) {
  return (
    <div className="sticky top-0 z-10 grid auto-cols-[minmax(260px,1fr)] grid-flow-col divide-x divide-border border-border border-b bg-surface-2">
      {runs.map((cells, at) => (
        <ColumnSummary
          key={cells.flat()[0] ?? at}
          name={`Figures of column ${at + 1}`}
          figures={columnFigures(cells.flat().map((id) => states.get(id)?.run ?? null))}
        />
      ))}
    </div>
  );
}

type CancelProps = { count: number; disabled: boolean; onCancel: () => void };

function CancelRuns({ count, disabled, onCancel }: CancelProps) {
  return (
    <Button variant="danger" disabled={disabled} onClick={onCancel}>
      <Ban className="i s" aria-hidden />
      Cancel {runsOf(count)}
    </Button>
  );
}

type ChoiceProps = { value: number; onChange: (value: number) => void };

/** How often each column answers each row: one answer of a model says little about the next. */
function RepeatChoice({ value, onChange }: ChoiceProps) {
  return (
    <Select
      label="Repeats"
      compact
      value={String(value)}
      onChange={(chosen) => onChange(Number(chosen))}
      options={Array.from({ length: MAX_REPEATS }, (_one, at) => ({
        value: String(at + 1),
        label: at === 0 ? "Once each" : `${at + 1} times each`,
      }))}
    />
  );
}

type Comparison = { columns: readonly Column[]; inputs: Record<string, unknown>[]; repeats: number };

/** Starts a comparison, follows its runs and cancels them. */
function usePlayground(tenant: string) {
  const start = useMutation({
    mutationFn: ({ columns, inputs, repeats }: Comparison) =>
      unwrap(
        api.POST("/api/v1/{tenant}/playground-runs", {
          params: { path: { tenant } },
          body: {
            columns: columns.map(({ body, model, temperature }) => ({
              body,
              model: { model, fallbacks: [], temperature, maxOutputTokens: OUTPUT_TOKENS },
            })),
            rows: inputs,
            repeats,
          },
        }),
      ),
  });
  const cancel = useMutation({
    mutationFn: (runs: string[]) =>
      unwrap(api.POST("/api/v1/{tenant}/test-runs/cancel", { params: { path: { tenant } }, body: { runs } })),
  });
  const runs = start.data?.runs;
  return { start, cancel, runs, states: useRunStream(tenant, runs?.flat(2) ?? []) };
}

/** The newest revision, and the one before it when there is one, on the model of the step that uses the prompt. */
function firstColumns({ variant, revisions, models }: PromptView): Column[] {
  const [model = "sandbox/echo"] = models;
  return revisions
    .slice(0, 2)
    .reverse()
    .map(({ rev, body }) => ({ id: `rev-${rev}`, variant, rev, body, model, temperature: 0.2 }));
}
