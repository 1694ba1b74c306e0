import type { Scope } from "@/lib/governance/access/scopes";
import { isAboutBinding } from "@/lib/harness/readiness/stops-release";
import type { Finding } from "@/lib/release/readiness-report";

/** A page of the tenant, or of the harness: its segment, a place on it, what the link says, and who may see it. */
export type RepairPage = { of: "tenant" | "harness"; segment: string; anchor?: string; label: string; scope: Scope };

/** The place is there when starter policies are missing: often one of them is what is needed. */
const POLICIES: RepairPage = {
  ...{ of: "tenant", segment: "policies", anchor: "starter-policies" },
  label: "Open policies",
  scope: "policy:read",
};
const SECRETS: RepairPage = { of: "tenant", segment: "secrets", label: "Open secrets", scope: "secret:read" };
const VARIABLES: RepairPage = { of: "tenant", segment: "variables", label: "Open variables", scope: "harness:read" };
const MODELS: RepairPage = { of: "tenant", segment: "models", label: "Open models", scope: "model:read" };
const TOOLS: RepairPage = { of: "tenant", segment: "tools", label: "Open tools", scope: "harness:read" };
const EXPERIMENTS: RepairPage = {
  of: "tenant",
  segment: "experiments",
  label: "Open experiments",
  scope: "harness:read",
};
const HARNESSES: RepairPage = { of: "tenant", segment: "harnesses", label: "Choose an owner", scope: "harness:read" };
const MEMBERS: RepairPage = { of: "tenant", segment: "members", label: "Open members", scope: "member:read" };
/** Where environments have other models in the slots of a harness than its releases. */
const SLOTS: RepairPage = {
  ...{ of: "harness", segment: "releases", anchor: "models" },
  label: "Open models per environment",
  scope: "release:read",
};

const OF_RULE: Readonly<Record<string, RepairPage>> = {
  "no-policy": POLICIES,
  "secret-in-text": SECRETS,
  "simulated-model": MODELS,
  "tool-drift": TOOLS,
  "eval-missing": EXPERIMENTS,
  "eval-stale": EXPERIMENTS,
  "eval-weak": EXPERIMENTS,
  "simulated-evidence": EXPERIMENTS,
  "no-owner": HARNESSES,
  "no-four-eyes": MEMBERS,
};

/** Where a finding is repaired that no edit of the draft repairs; null when the draft is the place. */
export function pageOfFinding({ rule, field }: Pick<Finding, "rule" | "field">): RepairPage | null {
  if (isAboutBinding({ field })) return SLOTS;
  if (rule === "binding-missing" && field?.startsWith("vars.")) return VARIABLES;
  if (rule === "binding-missing" && field !== "knowledge") return field?.startsWith("models.") ? MODELS : SECRETS;
  return OF_RULE[rule] ?? null;
}

/** The address of such a page. */
export const hrefOfPage = ({ of, segment, anchor }: RepairPage, tenant: string, harness: string): string =>
  `/${tenant}/${of === "harness" ? `harnesses/${harness}/` : ""}${segment}${anchor ? `#${anchor}` : ""}`;
