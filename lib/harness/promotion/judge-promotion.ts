import type { PromotionCheck, WaiverView } from "@/lib/harness/promotion/schema";
import { waiverOf } from "@/lib/harness/promotion/waiver-of";
import { isAboutBinding } from "@/lib/harness/readiness/stops-release";
import type { Finding } from "@/lib/release/readiness-report";

type Open = PromotionCheck["blocking"][number];
type Sorted = Pick<PromotionCheck, "blocking" | "toWaive" | "waived" | "advice">;

/** Findings by what they ask for. A waiver covers a rule at a step, or in the whole harness; never one that blocks. */
export function sortFindings(findings: readonly Finding[], waivers: readonly WaiverView[]): Sorted {
  const sorted: Sorted = { blocking: [], toWaive: [], waived: [], advice: [] };
  for (const { repair: _repair, ...finding } of findings) {
    if (finding.severity === "block") sorted.blocking.push(finding);
    // Only production asks for waivers, so what concerns staging alone is for information.
    else if (finding.severity === "advice" || !concerns(finding, "production")) sorted.advice.push(finding);
    else {
      const waiver = waiverOf(finding, waivers);
      if (waiver) sorted.waived.push({ ...finding, waiver });
      else sorted.toWaive.push(finding);
    }
  }
  return sorted;
}

type Asked = { environment: "staging" | "production"; isSystem: boolean; waiveSecondPerson: boolean };
export type Refusal = {
  code: "not-promotable" | "needs-second-person";
  detail: string;
  errors: { pointer: string; message: string }[];
};

/**
 * Why a release may not be promoted, or null. Blocking findings stop every environment. Production also asks for a waiver of
 * each finding to review, no standing rejection, and a second person; the product itself (the demo seed) is asked for none.
 */
export function refusalOf(check: PromotionCheck, { environment, isSystem, waiveSecondPerson }: Asked): Refusal | null {
  const blocking = check.blocking.filter((finding) => concerns(finding, environment));
  const toWaive = check.toWaive.filter((finding) => concerns(finding, environment));
  const errors = (findings: PromotionCheck["blocking"]) =>
    findings.map(({ rule, nodeKey, explanation }) => ({
      pointer: `/findings/${rule}/${nodeKey ?? ""}`,
      message: explanation,
    }));
  if (blocking.length > 0)
    return {
      code: "not-promotable",
      detail: `${count(blocking.length)} this release. ${repairOf(blocking)}`,
      errors: errors(blocking),
    };
  if (environment !== "production" || isSystem) return null;
  if (toWaive.length > 0)
    return {
      code: "not-promotable",
      detail: `${openWords(toWaive.length)} before production.`,
      errors: errors(toWaive),
    };
  const rejection = standingRejection(check.reviews);
  if (rejection)
    return {
      code: "not-promotable",
      detail: `A reviewer rejected this release${rejection.comment ? `: ${rejection.comment}` : "."}`,
      errors: [],
    };
  if (check.fourEyes.state === "author" || (check.fourEyes.state === "alone" && !waiveSecondPerson))
    return {
      code: "needs-second-person",
      detail:
        check.fourEyes.state === "author"
          ? "You drew what is new in this release, so somebody else has to promote it to production."
          : "You changed the draft, and you are the only member who may promote. Confirm that nobody else looks at it.",
      errors: [],
    };
  return null;
}

/** What an older release needs and does not find any more where it shall run; all that a rollback is asked. */
export function preflightRefusal(check: PromotionCheck, environment: Asked["environment"]): Refusal | null {
  const missing = check.blocking.filter(
    (finding) =>
      (finding.rule === "binding-missing" || isAboutBinding(finding)) &&
      (finding.environments?.includes(environment) ?? true),
  );
  if (missing.length === 0) return null;
  const errors = missing.map(({ explanation }) => ({ pointer: "/findings/binding-missing", message: explanation }));
  return {
    code: "not-promotable",
    detail: "The older release would fail: something that it needs is not there.",
    errors,
  };
}

/**
 * What an environment has bound to a slot stops that one alone. A variable is wanted in both, wherever a release goes: it is
 * on its way from staging to production.
 */
const concerns = ({ environments, field }: Open, environment: Asked["environment"]): boolean =>
  (environments?.includes(environment) ?? true) || field?.startsWith("vars.") === true;

/** The same without what concerns the other environment alone. */
export function checkFor(check: PromotionCheck, environment: Asked["environment"]): PromotionCheck {
  const own = <Finding extends Open>(findings: Finding[]) => findings.filter((one) => concerns(one, environment));
  const { blocking, toWaive, waived, advice } = check;
  return { ...check, blocking: own(blocking), toWaive: own(toWaive), waived: own(waived), advice: own(advice) };
}

const repairOf = (findings: readonly Open[]): string =>
  findings.every(isAboutBinding)
    ? "Change it under Models per environment."
    : "Repair them in the editor and make a new release.";

const count = (findings: number) => (findings === 1 ? "1 open finding blocks" : `${findings} open findings block`);

const openWords = (findings: number) =>
  findings === 1
    ? "1 finding is open. Repair it, or waive it with a reason,"
    : `${findings} findings are open. Repair them, or waive them with a reason,`;

/** The newest word of each reviewer counts. Reviews are newest first. */
function standingRejection(reviews: PromotionCheck["reviews"]) {
  const newest = reviews.filter((review, index) => reviews.findIndex((one) => one.by === review.by) === index);
  return newest.find((review) => review.verdict === "reject");
}
