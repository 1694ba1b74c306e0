import { verdictWords } from "@/lib/harness/analysis/threshold-words";
import { groupBy } from "@/lib/harness/canvas/group-by";
import { type EnvironmentProgram, environmentPrograms } from "@/lib/harness/readiness/environment-programs";
import type { Checked, Rule } from "@/lib/harness/readiness/rule";
import type { Evidence } from "@/lib/release/evidence";
import type { Finding } from "@/lib/release/readiness-report";
import { canBeMissed } from "@/lib/release/threshold";

const MIN_ITEMS = 20;

/** A program that runs somewhere, and what experiments say of it. */
type Tried = {
  evidence: Evidence[];
  bound?: EnvironmentProgram["bound"];
};

/** Verdicts about the program as it is now, in each environment; null while nothing is known, or it does not compile. */
function evidenceNow({ compile, facts }: Checked): Tried[] | null {
  if (!facts || facts.evidence.length === 0) return null;
  const compiled = compile();
  if (!compiled.ok) return null;
  const variants = environmentPrograms(compiled.program, facts.slots);
  return variants.map(({ fingerprint, bound }) => ({
    evidence: facts.evidence.filter((one) => one.fingerprint === fingerprint),
    ...(bound && { bound }),
  }));
}

const review = (rule: string, explanation: string, { bound }: Pick<Tried, "bound"> = {}): Finding => ({
  ...{ rule, severity: "review" as const, explanation },
  ...(bound && { environments: bound.environments }),
});

/** Which program an experiment is about, where that needs to be said. */
const about = ({ bound }: Tried): string => (bound ? ` as ${bound.environments.join(" and ")} ${runs(bound)} it` : "");

const runs = ({ environments }: EnvironmentProgram["bound"] & object) => (environments.length === 1 ? "runs" : "run");

/** "Staging and production". */
const inWords = ([first = "", ...more]: readonly string[]): string =>
  [first.charAt(0).toUpperCase() + first.slice(1), ...more].join(" and ");

export const evalMissing: Rule = {
  name: "eval-missing",
  check: ({ facts }) =>
    facts && facts.evidence.length === 0
      ? [
          review(
            "eval-missing",
            "No experiment with thresholds has tried this harness. Run one over a dataset before people depend on it.",
          ),
        ]
      : [],
};

export const evalStale: Rule = {
  name: "eval-stale",
  check: (subject) => {
    const [last] = subject.facts?.evidence ?? [];
    if (!last) return [];
    return (evidenceNow(subject) ?? [])
      .filter(({ evidence }) => evidence.length === 0)
      .map(({ bound }) => {
        const why = bound
          ? `${inWords(bound.environments)} ${runs(bound)} with ${bound.models}. The last experiment, "${last.name}", ran without: run one with that`
          : `The last experiment, "${last.name}", ran another program: prompts, tools or models changed since. Run it again`;
        return review("eval-stale", `${why}.`, { ...(bound && { bound }) });
      });
  },
};

export const evalWeak: Rule = {
  name: "eval-weak",
  check: (subject) =>
    (evidenceNow(subject) ?? []).flatMap((tried) => {
      const said = wordOfEachPlan(tried.evidence);
      const best =
        said.find(({ verdict }) => verdict === "fail") ?? said.sort((one, other) => strength(other) - strength(one))[0];
      const why = best && weaknessOf(best);
      if (!best || !why) return [];
      const words = [`The experiment "${best.name}"${about(tried)} ${why}.`, ...decisiveWords(best)];
      return [review("eval-weak", words.join(" "), tried)];
    }),
};

/** Why a verdict is no good sign, or null. */
function weaknessOf(evidence: Evidence): string | null {
  const { verdict, items } = evidence;
  if (verdict === "fail") return "failed";
  if (verdict === "inconclusive") return "was inconclusive, which is not passed";
  if (!asksPassRate(evidence))
    return "has no threshold on the pass rate that this program could miss, so it says nothing about answers";
  if (items >= MIN_ITEMS) return null;
  return `rests on ${items === 1 ? "1 row" : `${items} rows`}; ${MIN_ITEMS} are the least that says something`;
}

/** Whether something was asked of the pass rate that answers could miss. One gate on it was all there was before. */
const asksPassRate = ({ thresholds }: Evidence): boolean =>
  thresholds?.some(({ threshold }) => threshold.metric === "pass-rate" && canBeMissed(threshold)) ?? true;

/**
 * What each plan says of a program: the worst word of its newest experiment. One that is open leaves a failure of before
 * standing. Evidence is newest first.
 */
const wordOfEachPlan = (evidence: readonly Evidence[]): Evidence[] => {
  const planOf = ({ planHash, experimentId }: Evidence) => planHash ?? experimentId;
  const failed = ({ verdict }: Evidence) => verdict === "fail";
  return [...groupBy(evidence, planOf).values()].flatMap((all) => {
    const newest = all.filter(({ experimentId }) => experimentId === all[0]?.experimentId);
    const word = newest.find(failed) ?? newest.find(({ verdict }) => verdict !== "pass") ?? newest[0];
    return (word?.verdict === "inconclusive" ? all.find(failed) : undefined) ?? word ?? [];
  });
};

/** The thresholds that made a verdict what it is. */
const decisiveWords = ({ verdict, thresholds }: Evidence): string[] =>
  verdict === "pass" ? [] : (thresholds ?? []).filter((one) => one.verdict === verdict).map(verdictWords);

const strength = (evidence: Evidence) =>
  (evidence.verdict === "pass" && asksPassRate(evidence) ? 1_000_000 : 0) + evidence.items;

export const simulatedEvidence: Rule = {
  name: "simulated-evidence",
  check: (subject) =>
    (evidenceNow(subject) ?? [])
      .filter(({ evidence }) => evidence.length > 0 && evidence.every((one) => one.simulated))
      .map((tried) => ({
        ...review(
          "simulated-evidence",
          `Every experiment about this program${about(tried)} ran on a simulated model: it says nothing about quality. Run it with a real one.`,
          tried,
        ),
        severity: subject.isDemo ? ("advice" as const) : ("review" as const),
      })),
};
