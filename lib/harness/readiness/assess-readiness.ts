import { type Compiled, compileDraft } from "@/lib/harness/compile/compile-draft";
import { moneyNoApproval, trifecta } from "@/lib/harness/readiness/approval-rules";
import { bindingMissing, noFallback, toolDrift, unpinned } from "@/lib/harness/readiness/binding-rules";
import { modelLacks } from "@/lib/harness/readiness/capability-rules";
import { contextOverBudget, unboundedList } from "@/lib/harness/readiness/context-rules";
import { evalMissing, evalStale, evalWeak, simulatedEvidence } from "@/lib/harness/readiness/evidence-rules";
import { unwiredExit } from "@/lib/harness/readiness/exit-rule";
import { historyLost, unboundedHistory } from "@/lib/harness/readiness/history-rules";
import { loopCost } from "@/lib/harness/readiness/loop-cost-rule";
import { memoryToolTwice } from "@/lib/harness/readiness/memory-grant-rules";
import { memoryNoVersion, sharedMemoryScope, stateRace } from "@/lib/harness/readiness/memory-rules";
import { missingInput } from "@/lib/harness/readiness/missing-input-rule";
import { noOutcomeSignal, unhandledFailure } from "@/lib/harness/readiness/outcome-rules";
import { approverGone, noFourEyes, noOwner, noStagingRun } from "@/lib/harness/readiness/people-rules";
import { noPolicy } from "@/lib/harness/readiness/policy-rule";
import { noTimeout, retryOnUnsafe, timeoutOverCap, unwiredTimeout } from "@/lib/harness/readiness/reliability-rules";
import type { Rule, Subject } from "@/lib/harness/readiness/rule";
import { secretInText, simulatedModel } from "@/lib/harness/readiness/safety-rules";
import { badSchedule } from "@/lib/harness/readiness/schedule-rule";
import { brokenSchema } from "@/lib/harness/readiness/schema-rule";
import { misconfiguredStep } from "@/lib/harness/readiness/setup-rules";
import { unknownState } from "@/lib/harness/readiness/state-rule";
import {
  doubleExit,
  needsJoin,
  noEntry,
  placeholderNode,
  tooManyFields,
  unconnectedNode,
  unhandledErrorPort,
} from "@/lib/harness/readiness/structure-rules";
import { typeError } from "@/lib/harness/readiness/type-rules";
import { badWebhook } from "@/lib/harness/readiness/webhook-rule";
import type { Finding, ReadinessReport, Severity } from "@/lib/release/readiness-report";

const compiles: Rule = {
  name: "compiles",
  check: ({ compile }) => compile().findings,
};

/** Every rule, in the order in which findings of one severity are shown. */
export const RULES: readonly Rule[] = [
  noEntry,
  compiles,
  placeholderNode,
  unconnectedNode,
  unhandledErrorPort,
  doubleExit,
  needsJoin,
  tooManyFields,
  misconfiguredStep,
  badSchedule,
  badWebhook,
  brokenSchema,
  missingInput,
  typeError,
  unknownState,
  stateRace,
  noTimeout,
  timeoutOverCap,
  unwiredTimeout,
  unwiredExit,
  approverGone,
  retryOnUnsafe,
  unhandledFailure,
  loopCost,
  unboundedHistory,
  historyLost,
  contextOverBudget,
  unboundedList,
  sharedMemoryScope,
  memoryNoVersion,
  memoryToolTwice,
  secretInText,
  bindingMissing,
  modelLacks,
  toolDrift,
  unpinned,
  noPolicy,
  moneyNoApproval,
  trifecta,
  noOutcomeSignal,
  noFallback,
  simulatedModel,
  evalMissing,
  evalStale,
  evalWeak,
  simulatedEvidence,
  noOwner,
  noFourEyes,
  noStagingRun,
];
const ORDER: Record<Severity, number> = { block: 0, review: 1, advice: 2 };

/** Everything that should be looked at before a release, worst first. A rule that crashes blocks. */
export function assessReadiness(subject: Subject, rules: readonly Rule[] = RULES): ReadinessReport {
  let compiled: Compiled | undefined;
  const compile = () => (compiled ??= compileDraft(subject.draft, subject.library));
  const findings = rules.flatMap((rule): Finding[] => {
    try {
      return rule.check({ ...subject, compile });
    } catch (error) {
      return [{ rule: rule.name, severity: "block", explanation: `This rule could not be checked: ${String(error)}` }];
    }
  });
  return {
    findings: findings.sort((one, other) => ORDER[one.severity] - ORDER[other.severity]),
    checked: rules.map((rule) => rule.name),
  };
}
