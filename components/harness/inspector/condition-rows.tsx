"use client";
import { Plus, X } from "lucide-react";
import { ConditionRowFields } from "@/components/harness/inspector/condition-row-fields";
import { useNames } from "@/components/harness/inspector/use-names";
import { Button } from "@/components/ui/button";
import { IconButton } from "@/components/ui/icon-button";
import { Segmented } from "@/components/ui/segmented";
import { type Condition, type ConditionGroup, type ConditionRow, isGroup } from "@/lib/harness/conditions/condition";
import { startRow } from "@/lib/harness/conditions/start-row";
import { type Variable, variablesOf } from "@/lib/harness/graph/variables-of";

const MATCH = [
  { value: "all", label: "All" },
  { value: "any", label: "Any" },
] as const;
const OPPOSITE = { all: "any", any: "all" } as const;
const MAX_ROWS = 12;
type Props = { nodeId: string; condition: Condition; onChange: (condition: Condition) => void };

/** Rows and groups of rows. A group always asks the other way round than what is around it. */
export function ConditionRows({ nodeId, condition, onChange }: Props) {
  const variables = variablesOf(useNames(nodeId));
  const { match, rows } = condition;
  const put = (at: number, row: ConditionRow | ConditionGroup) => onChange({ match, rows: rows.toSpliced(at, 1, row) });
  const remove = (at: number) => onChange({ match, rows: rows.toSpliced(at, 1) });
  const turn = (to: "all" | "any") =>
    onChange({ match: to, rows: rows.map((row) => (isGroup(row) ? { ...row, match: OPPOSITE[to] } : row)) });
  const isFull = rows.length >= MAX_ROWS;
  const start = startRow(variables);
  return (
    <div className="condition-rows">
      {rows.length > 1 && <MatchSwitch value={match} onChange={turn} label="How many of the rows must hold" />}
      {rows.length === 0 && (
        <p className="text-12 text-muted">
          {match === "all" ? "Always holds." : "Never holds."} Add a row to ask something.
        </p>
      )}
      {keyed(rows).map(([key, row, at]) =>
        isGroup(row) ? (
          <Group
            key={key}
            {...{ nodeId, variables }}
            group={row}
            name={`${at + 1}`}
            onChange={(next) => (next ? put(at, next) : remove(at))}
          />
        ) : (
          <ConditionRowFields
            key={key}
            {...{ nodeId, variables, row }}
            name={`Row ${at + 1}`}
            onChange={(next) => put(at, next)}
            onRemove={() => remove(at)}
          />
        ),
      )}
      <div className="flex gap-2">
        <Button
          size="sm"
          disabled={isFull || !start}
          onClick={() => start && onChange({ match, rows: [...rows, start] })}
        >
          <Plus className="i s" aria-hidden />
          Add a row
        </Button>
        {rows.length > 0 && (
          <Button
            size="sm"
            disabled={isFull || !start}
            onClick={() =>
              start && onChange({ match, rows: [...rows, { match: OPPOSITE[match], rows: [start, start] }] })
            }
          >
            <Plus className="i s" aria-hidden />
            Add a group
          </Button>
        )}
      </div>
    </div>
  );
}

type GroupProps = {
  nodeId: string;
  variables: readonly Variable[];
  group: ConditionGroup;
  name: string;
  /** Null: the last row went. */
  onChange: (group: ConditionGroup | null) => void;
};

function Group({ nodeId, variables, group, name, onChange }: GroupProps) {
  const { match, rows } = group;
  const start = startRow(variables);
  const set = (next: ConditionRow[]) => onChange(next.length > 0 ? { match, rows: next } : null);
  return (
    <section className="condition-group" aria-label={`Group ${name}`}>
      <div className="flex items-center gap-2 text-12 text-muted">
        <span className="grow">{match === "all" ? "All of these" : "Any of these"}</span>
        <IconButton
          label={`Add a row to group ${name}`}
          size="sm"
          disabled={!start || rows.length >= MAX_ROWS}
          onClick={() => start && set([...rows, start])}
        >
          <Plus className="i s" aria-hidden />
        </IconButton>
        <IconButton label={`Remove group ${name}`} size="sm" onClick={() => onChange(null)}>
          <X className="i s" aria-hidden />
        </IconButton>
      </div>
      {keyed(rows).map(([key, row, at]) => (
        <ConditionRowFields
          key={key}
          {...{ nodeId, variables, row }}
          name={`Row ${name}.${at + 1}`}
          onChange={(next) => set(rows.toSpliced(at, 1, next))}
          onRemove={() => set(rows.toSpliced(at, 1))}
        />
      ))}
    </section>
  );
}

type SwitchProps = { value: "all" | "any"; onChange: (value: "all" | "any") => void; label: string };
const MatchSwitch = ({ value, onChange, label }: SwitchProps) => (
  <div className="flex items-center gap-2 text-12 text-muted">
    <Segmented label={label} value={value} options={MATCH} onChange={onChange} />
    of these must hold
  </div>
);

/** Rows have no names of their own in an expression: the place is what a row is. */
const keyed = <T,>(rows: readonly T[]): [string, T, number][] => rows.map((row, at) => [`row ${at}`, row, at]);
