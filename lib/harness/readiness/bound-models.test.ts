import { expect, test } from "vitest";
import { compileDraft } from "@/lib/harness/compile/compile-draft";
import { programFingerprint } from "@/lib/harness/experiments/program-fingerprint";
import type { Draft } from "@/lib/harness/graph/draft";
import { refusalOf, sortFindings } from "@/lib/harness/promotion/judge-promotion";
import { assessReadiness } from "@/lib/harness/readiness/assess-readiness";
import { hrefOfPage, pageOfFinding } from "@/lib/harness/readiness/page-of-finding";
import type { TargetFacts } from "@/lib/harness/readiness/target-facts";
import { builtInLibrary } from "@/lib/harness/testing/demo-draft";
import { ABLE, facts, openai, ready, slotAsking } from "@/lib/harness/testing/readiness-drafts";
import { withBoundModels } from "@/lib/release/bound-models";
import type { Evidence } from "@/lib/release/evidence";

/** What the rules of one name say of a draft where models are bound. */
function said(draft: Draft, rule: string, given: Partial<TargetFacts>, isDemo = false) {
  const subject = { draft, library: builtInLibrary, verdicts: {}, isDemo, ...facts(given) };
  const { findings } = assessReadiness(subject);
  return findings
    .filter((finding) => finding.rule === rule)
    .map(({ field, environments, severity, explanation }) => ({ field, environments, severity, explanation }));
}
const slots = (production: string, staging?: string): TargetFacts["slots"] => ({
  staging: staging ? { main: staging } : {},
  production: { main: production },
});

test("a bound model that nobody offers is missing where it is bound, and leads to where that is changed", () => {
  const draft = openai(["anthropic/claude"]);
  expect(said(draft, "binding-missing", { models: ABLE })).toEqual([]);
  const [finding, ...others] = said(draft, "binding-missing", { models: ABLE, slots: slots("gone/m") });
  expect(others).toEqual([]);
  expect(finding).toMatchObject({ field: "bindings.main", environments: ["production"], severity: "block" });
  expect(finding?.explanation).toContain('Slot "main" in production is bound to the model gone/m');
  const page = pageOfFinding({ rule: "binding-missing", field: "bindings.main" });
  expect(page && hrefOfPage(page, "acme", "desk")).toBe("/acme/harnesses/desk/releases#models");
});

test("what the release's own model lacks says nothing where another one is bound, and the other way round", () => {
  const draft = slotAsking({ needs: ["tools"] });
  const able = said(draft, "model-lacks", { models: ABLE, slots: slots("anthropic/claude", "anthropic/claude") });
  expect(able).toEqual([]);
  const half = said(draft, "model-lacks", { models: ABLE, slots: slots("anthropic/claude") });
  expect(half).toMatchObject([{ field: "models.main", environments: ["staging"] }]);
  const other = slotAsking({ needs: ["tools"], model: "anthropic/claude" });
  expect(said(other, "model-lacks", { models: ABLE, slots: slots("openai/gpt") })).toMatchObject([
    { field: "bindings.main", environments: ["production"], severity: "block" },
  ]);
});

test("a simulated model counts in production: what is bound there, not what is bound in staging", () => {
  expect(said(ready, "simulated-model", { models: ABLE })).toMatchObject([{ field: "models.main", severity: "block" }]);
  expect(said(ready, "simulated-model", { models: ABLE, slots: slots("openai/gpt") })).toEqual([]);
  const back = said(openai([]), "simulated-model", { models: ABLE, slots: slots("sandbox/echo", "sandbox/echo") });
  expect(back).toMatchObject([{ field: "bindings.main", environments: ["staging", "production"] }]);
  expect(
    said(openai([]), "simulated-model", { models: ABLE, slots: { staging: { main: "sandbox/echo" }, production: {} } }),
  ).toEqual([]);
});

test("what the policies refuse is said of the model that is asked, with where", () => {
  const models = ABLE.map((model) => ({ ...model, ...(model.ref === "openai/gpt" && { verdict: "never" as const }) }));
  expect(said(openai([]), "no-policy", { models })).toMatchObject([{ field: "models.main", severity: "block" }]);
  const bound = slots("anthropic/claude", "anthropic/claude");
  expect(said(openai([]), "no-policy", { models, slots: bound })).toEqual([]);
});

test("an experiment is stale where another model is bound than it ran with, until one ran with that", () => {
  const draft = openai(["anthropic/claude"]);
  const compiled = compileDraft(draft, builtInLibrary);
  if (!compiled.ok) throw new Error("It compiles.");
  const of = (fingerprint: string): Evidence => ({
    ...{
      experimentId: "x",
      name: "Nightly",
      endedAt: "2026-01-01T00:00:00.000Z",
      cell: "Draft",
      items: 50,
      fingerprint,
    },
    ...{ passRate: { value: 0.9, low: 0.85, high: 0.95 }, verdict: "pass", simulated: false },
  });
  const tried = of(programFingerprint(compiled.program));
  const given = { models: ABLE, slots: slots("anthropic/claude") };
  expect(said(draft, "eval-stale", { models: ABLE, evidence: [tried] })).toEqual([]);
  expect(said(draft, "eval-stale", { ...given, evidence: [tried] })).toEqual([
    {
      ...{ field: undefined, environments: ["production"], severity: "review" },
      explanation:
        'Production runs with slot "main" on anthropic/claude. The last experiment, "Nightly", ran without: run one with that.',
    },
  ]);
  const both = said(draft, "eval-stale", {
    ...given,
    slots: slots("anthropic/claude", "anthropic/claude"),
    evidence: [tried],
  });
  expect(both.map((one) => one.explanation)).toEqual([
    expect.stringMatching(/^(Staging and production|Production and staging) run with slot/),
  ]);
  const other = of(programFingerprint(withBoundModels(compiled.program, { main: "anthropic/claude" })));
  expect(said(draft, "eval-stale", { ...given, evidence: [other, tried] })).toEqual([]);
  const failed = { ...other, verdict: "fail" as const };
  const weak = said(draft, "eval-weak", {
    ...given,
    slots: slots("anthropic/claude", "anthropic/claude"),
    evidence: [failed],
  });
  expect(weak.map((one) => one.explanation)).toEqual([
    expect.stringMatching(
      /^The experiment "Nightly" as (staging and production|production and staging) run it failed.$/,
    ),
  ]);
});

test("what is wrong with a binding stops its own environment; a variable without a value stops every one", () => {
  const finding = {
    rule: "binding-missing",
    severity: "block" as const,
    explanation: "Gone.",
    environments: ["production" as const],
  };
  const judge = (field: string, environment: "staging" | "production") => {
    const fourEyes = { state: "off" as const, authors: [] };
    const check = { ...sortFindings([{ ...finding, field }], []), evidence: [], reviews: [], fourEyes };
    return refusalOf(check, { environment, isSystem: true, waiveSecondPerson: false })?.code ?? "goes";
  };
  expect([judge("bindings.main", "staging"), judge("bindings.main", "production")]).toEqual(["goes", "not-promotable"]);
  expect([judge("vars.region", "staging"), judge("vars.region", "production")]).toEqual([
    "not-promotable",
    "not-promotable",
  ]);
});
