import { compileDraft } from "@/lib/harness/compile/compile-draft";
import { missingTimeout, retryOfUnsafeEffect, unboundedHistory } from "@/lib/harness/readiness/reliability-rules";
import type { Rule, Subject } from "@/lib/harness/readiness/rule";
import { noPolicy, secretInText, simulatedModel } from "@/lib/harness/readiness/safety-rules";
import { needsJoin, noEntry, unconnectedNode, unhandledErrorPort } from "@/lib/harness/readiness/structure-rules";
import type { Finding, ReadinessReport, Severity } from "@/lib/release/readiness-report";

const compiles: Rule = {
  name: "compiles",
  check: ({ draft, library }) => compileDraft(draft, library).findings,
};

const RULES: readonly Rule[] = [
  noEntry,
  compiles,
  unconnectedNode,
  unhandledErrorPort,
  needsJoin,
  missingTimeout,
  retryOfUnsafeEffect,
  unboundedHistory,
  secretInText,
  noPolicy,
  simulatedModel,
];
const ORDER: Record<Severity, number> = { block: 0, review: 1, advice: 2 };

/** Everything that should be looked at before a release, worst first. A rule that crashes blocks. */
export function assessReadiness(subject: Subject): ReadinessReport {
  const findings = RULES.flatMap((rule): Finding[] => {
    try {
      return rule.check(subject);
    } catch (error) {
      return [{ rule: rule.name, severity: "block", explanation: `This rule could not be checked: ${String(error)}` }];
    }
  });
  return {
    findings: findings.sort((one, other) => ORDER[one.severity] - ORDER[other.severity]),
    checked: RULES.map((rule) => rule.name),
  };
}
