import { HEAT_LABELS, heatColors } from "@/components/charts/heat-scale";

/** The fixed scale of failure rates, and what the hatch and the dot mean. */
export function HeatLegend() {
  return (
    <div className="flex flex-wrap items-center gap-3 text-11 text-muted">
      <span>Failed, %</span>
      <ol className="flex gap-[2px]">
        {HEAT_LABELS.map((label, step) => (
          <li
            key={label}
            className="num s grid h-5 min-w-9 place-items-center rounded-[2px] px-1"
            style={heatColors(step)}
          >
            {label}
          </li>
        ))}
      </ol>
      <span className="inline-flex items-center gap-1.5">
        <i className="hatch size-4 rounded-[2px] border border-border" />
        few samples
      </span>
      <span className="inline-flex items-center gap-1.5">
        <i className="dot text-faint" style={{ width: 3, height: 3 }} />
        no data
      </span>
    </div>
  );
}
