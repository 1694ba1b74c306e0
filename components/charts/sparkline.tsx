import { sparklinePath } from "@/components/charts/sparkline-path";

type Props = {
  /** Values in order; null is a gap. */
  values: readonly (number | null)[];
  /** Says what it shows and where it stands: "Failed runs, 24 hours, now 3". */
  label: string;
  width?: number;
  height?: number;
  color?: string;
  /** As wide as its container; `width` is then only the grain of the drawing. */
  fluid?: boolean;
};

/** A word-sized line without axes. */
export function Sparkline({ values, label, width = 96, height = 20, color = "var(--text-muted)", fluid }: Props) {
  return (
    <svg
      width={fluid ? "100%" : width}
      preserveAspectRatio={fluid ? "none" : undefined}
      height={height}
      viewBox={`0 0 ${width} ${height}`}
      role="img"
      aria-label={label}
      className="align-middle"
    >
      <path
        d={sparklinePath(values, width, height)}
        fill="none"
        stroke={color}
        strokeWidth="1.25"
        strokeLinejoin="round"
        vectorEffect="non-scaling-stroke"
      />
    </svg>
  );
}
