import { programFingerprint } from "@/lib/harness/experiments/program-fingerprint";
import type { Checked, Rule } from "@/lib/harness/readiness/rule";
import type { Evidence } from "@/lib/release/evidence";
import type { Finding } from "@/lib/release/readiness-report";

const MIN_ITEMS = 20;

/** Verdicts about the program as it is now; null while nothing is known, or it does not compile. */
function evidenceNow({ compile, facts }: Checked): Evidence[] | null {
  if (!facts || facts.evidence.length === 0) return null;
  const compiled = compile();
  if (!compiled.ok) return null;
  const fingerprint = programFingerprint(compiled.program);
  return facts.evidence.filter((one) => one.fingerprint === fingerprint);
}

const review = (rule: string, explanation: string): Finding[] => [{ rule, severity: "review", explanation }];

export const evalMissing: Rule = {
  name: "eval-missing",
  check: ({ facts }) =>
    facts && facts.evidence.length === 0
      ? review(
          "eval-missing",
          "No experiment with a gate has tried this harness. Run one over a dataset before people depend on it.",
        )
      : [],
};

export const evalStale: Rule = {
  name: "eval-stale",
  check: (subject) => {
    const now = evidenceNow(subject);
    const [last] = subject.facts?.evidence ?? [];
    if (!now || now.length > 0 || !last) return [];
    return review(
      "eval-stale",
      `The last experiment, "${last.name}", ran another program: prompts, tools or models changed since. Run it again.`,
    );
  },
};

export const evalWeak: Rule = {
  name: "eval-weak",
  check: (subject) => {
    const [best] = [...(evidenceNow(subject) ?? [])].sort((one, other) => strength(other) - strength(one));
    if (!best || (best.verdict === "pass" && best.items >= MIN_ITEMS)) return [];
    const why =
      best.verdict === "pass"
        ? `had ${best.items} rows; ${MIN_ITEMS} are the least that says something`
        : best.verdict === "fail"
          ? "failed its gate"
          : "was inconclusive, which is not passed";
    return review("eval-weak", `The experiment "${best.name}" ${why}.`);
  },
};

const strength = ({ verdict, items }: Evidence) => (verdict === "pass" ? 1_000_000 : 0) + items;

export const simulatedEvidence: Rule = {
  name: "simulated-evidence",
  check: (subject) => {
    const now = evidenceNow(subject) ?? [];
    if (now.length === 0 || now.some((one) => !one.simulated)) return [];
    const explanation =
      "Every experiment about this program ran on a simulated model: it says nothing about quality. Run it with a real one.";
    return [{ rule: "simulated-evidence", severity: subject.isDemo ? "advice" : "review", explanation }];
  },
};
