import { textOf } from "@/components/harness/variables/variable-form";
import { Button } from "@/components/ui/button";
import { RelativeTime } from "@/components/ui/relative-time";
import type { TableColumn } from "@/components/ui/table-column";
import type { VariableView } from "@/lib/harness/variables/schema";

type Actions = { onEdit: (variable: VariableView) => void; onDelete?: (variable: VariableView) => void };

const valueColumn = (environment: keyof VariableView["values"], header: string): TableColumn<VariableView> => ({
  key: environment,
  header,
  sort: ({ values }) => {
    const value = values[environment];
    return value === null || typeof value === "number" ? value : textOf(value);
  },
  cell: ({ values }) => {
    const value = values[environment];
    return value === null ? (
      <span className="faint">no value</span>
    ) : (
      <span className="mono cut block" style={{ maxWidth: "26ch" }} title={textOf(value)}>
        {textOf(value)}
      </span>
    );
  },
});

/** The columns of the list of variables, with actions for those who may. */
export const variableColumns = (actions: Actions | null): readonly TableColumn<VariableView>[] => [
  {
    key: "name",
    header: "Name",
    primary: true,
    sort: ({ name }) => name,
    cell: ({ name }) => <span className="mono">vars.{name}</span>,
  },
  {
    key: "type",
    header: "Type",
    width: "90px",
    sort: ({ type }) => type,
    cell: ({ type }) => <span className="muted">{type}</span>,
  },
  valueColumn("draft", "Draft"),
  valueColumn("staging", "Staging"),
  valueColumn("production", "Production"),
  {
    key: "updated",
    header: "Changed",
    width: "110px",
    align: "right",
    sort: ({ updatedAt }) => Date.parse(updatedAt),
    cell: ({ updatedAt }) => (
      <span className="muted">
        <RelativeTime at={updatedAt} />
      </span>
    ),
  },
  ...(actions
    ? [
        {
          key: "actions",
          header: <span className="sr">Actions</span>,
          width: "160px",
          align: "right" as const,
          cell: (variable: VariableView) => (
            <>
              <Button
                variant="ghost"
                size="sm"
                aria-label={`Set ${variable.name}`}
                onClick={() => actions.onEdit(variable)}
              >
                Set
              </Button>
              {actions.onDelete && (
                <Button
                  variant="ghost"
                  size="sm"
                  aria-label={`Delete ${variable.name}`}
                  onClick={() => actions.onDelete?.(variable)}
                >
                  Delete
                </Button>
              )}
            </>
          ),
        },
      ]
    : []),
];
