import { expect, test } from "vitest";
import { checkFor, preflightRefusal, refusalOf, sortFindings } from "@/lib/harness/promotion/judge-promotion";
import type { PromotionCheck } from "@/lib/harness/promotion/schema";
import { stopsRelease } from "@/lib/harness/readiness/stops-release";
import type { Finding } from "@/lib/release/readiness-report";

/** What production has bound cannot do what the release asks. */
const LACKS: Finding = {
  ...{ rule: "model-lacks", severity: "block", field: "bindings.main", environments: ["production"] },
  explanation: "The model that production has bound cannot call tools.",
};
const UNPROVED: Finding = {
  ...{ rule: "eval-weak", severity: "review", explanation: "The experiment failed." },
  environments: ["staging"],
};
const checkOf = (...findings: Finding[]): PromotionCheck => ({
  ...sortFindings(findings, []),
  ...{ evidence: [], reviews: [], fourEyes: { state: "ok", authors: [] } },
});
const ASKED = { isSystem: false, waiveSecondPerson: false };

test("a bound model that cannot do what a release asks stops promotions and rollbacks there, and no new release", () => {
  const check = checkOf(LACKS);
  expect(refusalOf(check, { environment: "production", ...ASKED })?.code).toBe("not-promotable");
  expect(preflightRefusal(check, "production")?.errors).toMatchObject([{ message: LACKS.explanation }]);
  expect(refusalOf(check, { environment: "staging", ...ASKED })).toBeNull();
  expect(preflightRefusal(check, "staging")).toBeNull();
  expect(stopsRelease(LACKS)).toBe(false);
  expect(stopsRelease({ ...LACKS, field: "models.main" })).toBe(true);
});

test("what concerns one environment is neither waived nor shown for the other", () => {
  const check = checkOf(LACKS, UNPROVED);
  expect(check.toWaive).toEqual([]);
  expect(check.advice).toEqual([UNPROVED]);
  expect(checkFor(check, "production")).toMatchObject({ blocking: [LACKS], advice: [] });
  expect(checkFor(check, "staging")).toMatchObject({ blocking: [], advice: [UNPROVED] });
});

test("what is open before production is counted, one in the singular", () => {
  const open = (rule: string): Finding => ({ rule, severity: "review", explanation: `About ${rule}.` });
  const detailOf = (...rules: string[]) =>
    refusalOf(checkOf(...rules.map(open)), { environment: "production", ...ASKED })?.detail;
  expect(detailOf()).toBeUndefined();
  expect(detailOf("eval-weak")).toBe("1 finding is open. Repair it, or waive it with a reason, before production.");
  expect(detailOf("eval-weak", "tool-drift")).toBe(
    "2 findings are open. Repair them, or waive them with a reason, before production.",
  );
});
