import { meterOf } from "@/components/governance/budgets/budget-meter-model";

type Props = {
  /** What is counted, for those who do not see the bar. */
  label: string;
  spent: number;
  reserved: number;
  limit: number | null;
  format: (value: number) => string;
  unit: string;
};
const SPENT = { calm: "bg-running-line", warn: "bg-warn-line", full: "bg-fail-line" } as const;

/** One limit of a budget: the bar, and under it used, promised and limit in figures. */
export function BudgetMeter({ label, spent, reserved, limit, format, unit }: Props) {
  if (limit === null)
    return (
      <span className="text-12 text-faint">
        not limited, <span className="num s">{format(spent)}</span> used
      </span>
    );
  const { spentPercent, reservedPercent, tone } = meterOf(spent, reserved, limit);
  return (
    <span className="grid min-w-0 gap-1 py-1.5">
      <span aria-hidden className="flex h-1.5 overflow-hidden rounded-full bg-surface-3">
        <i className={SPENT[tone]} style={{ width: `${spentPercent}%` }} />
        <i className="bg-accent-line opacity-50" style={{ width: `${reservedPercent}%` }} />
      </span>
      <span className="cut text-12 text-muted">
        <span className="sr">{label}: </span>
        <span className={tone === "full" ? "num s fail" : "num s"}>{format(spent)}</span>
        {reserved > 0 && (
          <>
            {" + "}
            <span className="num s">{format(reserved)}</span> reserved
          </>
        )}
        {" of "}
        <span className="num s">{format(limit)}</span>
        <span className="sr"> {unit} used</span>
      </span>
    </span>
  );
}
