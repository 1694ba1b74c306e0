import { CircleAlert, CircleCheck, Info, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import type { Finding } from "@/lib/release/readiness-report";

const LOOK = {
  block: { icon: CircleAlert, tone: "fail", word: "Blocks" },
  review: { icon: TriangleAlert, tone: "warn", word: "Review" },
  advice: { icon: Info, tone: "muted", word: "Advice" },
} as const;

type Shown = Omit<Finding, "repair">;
type Props = {
  findings: readonly Shown[];
  /** How many rules ran, if that is known. */
  checked?: number;
  /** What stands behind the sentence of a finding: the way to where it is repaired. */
  after?: (finding: Shown) => ReactNode;
};

/** What the readiness rules found, as sentences. */
export function FindingsList({ findings, checked, after }: Props) {
  if (findings.length === 0)
    return (
      <p className="st muted">
        <CircleCheck className="i ok" aria-hidden />
        {checked === undefined ? "Nothing was found." : `${checked} rules found nothing.`}
      </p>
    );
  return (
    <ul className="grid gap-2" aria-label="Findings">
      {findings.map((finding) => {
        const { icon: Icon, tone, word } = LOOK[finding.severity];
        return (
          <li
            key={`${finding.rule} ${finding.nodeKey ?? ""} ${finding.explanation}`}
            className="flex items-start gap-2"
          >
            <Icon className={`i mt-0.5 flex-none ${tone}`} aria-hidden />
            <p>
              <span className={tone}>{word}</span>
              {finding.nodeKey && <span className="mono s text-muted"> {finding.nodeKey}</span>}: {finding.explanation}{" "}
              {after?.(finding)}
            </p>
          </li>
        );
      })}
    </ul>
  );
}
