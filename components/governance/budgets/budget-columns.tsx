import { BudgetMeter } from "@/components/governance/budgets/budget-meter";
import { dollarsOf } from "@/components/governance/budgets/dollars";
import { Button } from "@/components/ui/button";
import { formatNumber } from "@/components/ui/format-number";
import { RelativeTime } from "@/components/ui/relative-time";
import { Status } from "@/components/ui/status";
import type { TableColumn } from "@/components/ui/table-column";
import type { BudgetView } from "@/lib/governance/budgets/schema";

type Actions = { setEditing: (budget: BudgetView) => void; setDeleting: (budget: BudgetView) => void };

/** The columns of the list of budgets, with actions for those who may. `onWaiting` opens the runs that wait. */
export function budgetColumns(onWaiting: (id: string) => void, actions: Actions | null): TableColumn<BudgetView>[] {
  const columns: TableColumn<BudgetView>[] = [
    {
      key: "name",
      header: "Budget",
      primary: true,
      sort: ({ name }) => name,
      cell: ({ name, harness }) => (
        <span className="grid min-w-0 py-1.5">
          <span className="cut medium">{name}</span>
          <span className="cut text-12 text-faint">{harness ? harness.name : "Whole tenant"}</span>
        </span>
      ),
    },
    { key: "money", header: "Money, USD", width: "240px", cell: money },
    { key: "tokens", header: "Tokens", width: "240px", cell: tokens },
    {
      key: "period",
      header: "Each",
      width: "140px",
      cell: ({ period, periodEnd }) => (
        <span className="grid py-1.5">
          <span>{period === "day" ? "Day" : "Month"} (UTC)</span>
          <span className="text-12 text-faint">
            resets <RelativeTime at={periodEnd} />
          </span>
        </span>
      ),
    },
    {
      key: "waiting",
      header: "Waiting runs",
      width: "120px",
      sort: ({ waiting }) => waiting,
      cell: ({ id, name, waiting }) =>
        waiting === 0 ? (
          <span className="faint">none</span>
        ) : (
          <button
            type="button"
            className="linkish"
            aria-label={`${waiting} waiting runs of ${name}`}
            onClick={() => onWaiting(id)}
          >
            <Status status="parked" label={`${formatNumber(waiting)} parked`} />
          </button>
        ),
    },
  ];
  return actions ? [...columns, actionColumn(actions)] : columns;
}

const money = ({ name, spent, reserved, limitMicros }: BudgetView) => (
  <BudgetMeter
    label={`Money of ${name}`}
    spent={spent.micros}
    reserved={reserved.micros}
    limit={limitMicros}
    format={dollarsOf}
    unit="US dollars"
  />
);
const tokens = ({ name, spent, reserved, limitTokens }: BudgetView) => (
  <BudgetMeter
    label={`Tokens of ${name}`}
    spent={spent.tokens}
    reserved={reserved.tokens}
    limit={limitTokens}
    format={formatNumber}
    unit="tokens"
  />
);

const actionColumn = ({ setEditing, setDeleting }: Actions): TableColumn<BudgetView> => ({
  key: "actions",
  header: <span className="sr">Actions</span>,
  width: "140px",
  align: "right",
  cell: (row) => (
    <>
      <Button variant="ghost" size="sm" aria-label={`Change ${row.name}`} onClick={() => setEditing(row)}>
        Change
      </Button>
      <Button variant="ghost" size="sm" aria-label={`Delete ${row.name}`} onClick={() => setDeleting(row)}>
        Delete
      </Button>
    </>
  ),
});
