"use client";
import { Grid3x3, Plus, X } from "lucide-react";
import { useState } from "react";
import { CombineDialog } from "@/components/harness/experiments/combine-dialog";
import { newCell, type PlanForm } from "@/components/harness/experiments/plan-form";
import { SlotCell } from "@/components/harness/experiments/slot-cell";
import { Button } from "@/components/ui/button";
import { IconButton } from "@/components/ui/icon-button";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { type Cell, type ExperimentOptions, MAX_CELLS } from "@/lib/harness/experiments/schema";
import { promptName, promptOfName } from "@/lib/release/prompt-name";

type Props = { options: ExperimentOptions; form: PlanForm; set: (change: Partial<PlanForm>) => void };

/** The variants as a table: a line each, a column for every prompt and every model that can be changed. */
export function CellFields({ options, form, set }: Props) {
  const change = (key: string, next: Partial<Cell>) =>
    set({ cells: form.cells.map((cell) => (cell.key === key ? { ...cell, ...next } : cell)) });
  const add = () => {
    const highest = Math.max(0, ...form.cells.map((cell) => Number(cell.key.slice(1)) || 0));
    set({ cells: [...form.cells, newCell(highest + 1)] });
  };
  const [isCombining, setCombining] = useState(false);
  const remove = (key: string) => {
    const cells = form.cells.filter((cell) => cell.key !== key);
    set({ cells, baseline: cells.some((cell) => cell.key === form.baseline) ? form.baseline : (cells[0]?.key ?? "") });
  };
  return (
    <div className="grid justify-items-start gap-3">
      <div className="max-w-full overflow-x-auto">
        <table className="table">
          <caption className="sr">Variants</caption>
          <thead>
            <tr>
              <th scope="col">Name</th>
              {options.steps.map(({ key, label }) => (
                <th key={key} scope="col">
                  Prompt of {label}
                </th>
              ))}
              {options.slots.map(({ name }) => (
                <th key={name} scope="col">
                  Model {name}
                </th>
              ))}
              <th scope="col">Baseline</th>
              <th scope="col">
                <span className="sr">Remove</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {form.cells.map((cell) => (
              <CellLine
                key={cell.key}
                cell={cell}
                options={options}
                isBaseline={cell.key === form.baseline}
                onBaseline={() => set({ baseline: cell.key })}
                onChange={(next) => change(cell.key, next)}
                onRemove={form.cells.length > 1 ? () => remove(cell.key) : null}
              />
            ))}
          </tbody>
        </table>
      </div>
      <div className="flex gap-2">
        <Button onClick={add} disabled={form.cells.length >= MAX_CELLS}>
          <Plus className="i s" aria-hidden />
          Add variant
        </Button>
        {options.steps.length + options.slots.length > 0 && (
          <Button onClick={() => setCombining(true)}>
            <Grid3x3 className="i s" aria-hidden />
            All combinations
          </Button>
        )}
      </div>
      {isCombining && (
        <CombineDialog
          options={options}
          onClose={() => setCombining(false)}
          onMake={(cells) => {
            set({ cells, baseline: cells[0]?.key ?? "" });
            setCombining(false);
          }}
        />
      )}
    </div>
  );
}

type LineProps = {
  cell: Cell;
  options: ExperimentOptions;
  isBaseline: boolean;
  onBaseline: () => void;
  onChange: (next: Partial<Cell>) => void;
  onRemove: (() => void) | null;
};

function CellLine({ cell, options, isBaseline, onBaseline, onChange, onRemove }: LineProps) {
  const { label, change } = cell;
  const setPrompt = (step: string, value: string) => {
    const { [step]: _before, ...others } = change.prompts;
    const [name = "", rev] = value.split("@");
    const ref = { ...promptOfName(name), rev: Number(rev) };
    onChange({ change: { ...change, prompts: value ? { ...others, [step]: ref } : others } });
  };
  const setSlot = (name: string, next: Cell["change"]["slots"][string]) => {
    const { [name]: _before, ...others } = change.slots;
    const slots = Object.keys(next).length > 0 ? { ...others, [name]: next } : others;
    onChange({ change: { ...change, slots } });
  };
  return (
    <tr>
      <td>
        <Input
          compact
          aria-label={`Name of ${label}`}
          value={label}
          maxLength={80}
          onChange={(event) => onChange({ label: event.target.value })}
        />
      </td>
      {options.steps.map((step) => (
        <td key={step.key}>
          <Select
            compact
            label={`Prompt of ${step.label} in ${label}`}
            value={refOf(change.prompts[step.key])}
            onChange={(value) => setPrompt(step.key, value)}
            options={[{ value: "", label: "as in the draft" }, ...promptOptions(options)]}
          />
        </td>
      ))}
      {options.slots.map((slot) => (
        <td key={slot.name}>
          <SlotCell
            slot={slot}
            models={options.models}
            label={label}
            change={change.slots[slot.name]}
            onChange={(next) => setSlot(slot.name, next)}
          />
        </td>
      ))}
      <td>
        <input
          type="radio"
          name="baseline"
          aria-label={`${label} is the baseline`}
          checked={isBaseline}
          onChange={onBaseline}
        />
      </td>
      <td>
        {onRemove && (
          <IconButton label={`Remove ${label}`} size="sm" onClick={onRemove}>
            <X className="i s" aria-hidden />
          </IconButton>
        )}
      </td>
    </tr>
  );
}

const refOf = (ref: { prompt: string; variant?: string; rev: number } | undefined) =>
  ref ? `${promptName(ref)}@${ref.rev}` : "";

const promptOptions = ({ prompts }: ExperimentOptions) =>
  prompts.flatMap(({ key, revisions }) =>
    [...revisions].reverse().map((rev) => ({ value: `${key}@${rev}`, label: `${key}, revision ${rev}` })),
  );
