import { CircleAlert, CircleCheck, Info, TriangleAlert } from "lucide-react";

type Props = { findings: { block: number; review: number; advice: number } };

/** How many findings of each weight: icon, number and word. */
export function ReadinessCounts({ findings: { block, review, advice } }: Props) {
  if (block + review + advice === 0)
    return (
      <span className="st muted">
        <CircleCheck className="i ok" aria-hidden />
        Ready
      </span>
    );
  return (
    <span className="inline-flex items-center gap-3">
      {block > 0 && (
        <span className="st fail">
          <CircleAlert className="i fail" aria-hidden />
          {block} blocking
        </span>
      )}
      {review > 0 && (
        <span className="st warn">
          <TriangleAlert className="i warn" aria-hidden />
          {review} to review
        </span>
      )}
      {advice > 0 && (
        <span className="st muted">
          <Info className="i muted" aria-hidden />
          {advice} advice
        </span>
      )}
    </span>
  );
}
