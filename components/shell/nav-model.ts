import type { Scope } from "@/lib/governance/access/scopes";

export type NavIcon =
  | "harnesses"
  | "prompts"
  | "tools"
  | "knowledge"
  | "datasets"
  | "experiments"
  | "variables"
  | "cassettes"
  | "runs"
  | "chat"
  | "approvals"
  | "dead-letters"
  | "memory"
  | "triggers"
  | "workers"
  | "overview"
  | "failures"
  | "policies"
  | "decisions"
  | "members"
  | "keys"
  | "secrets"
  | "models"
  | "budgets"
  | "audit";
type NavEntry = { segment: NavIcon; label: string; scope: Scope };
export type NavLink = { segment: NavIcon; label: string; href: string };
export type NavGroup = { label: string; links: NavLink[] };

/** The pages of a tenant in the order of the rail; a page is listed in the change that brings it. */
const GROUPS: readonly { label: string; entries: readonly NavEntry[] }[] = [
  {
    label: "Build",
    entries: [
      { segment: "harnesses", label: "Harnesses", scope: "harness:read" },
      { segment: "prompts", label: "Prompts", scope: "harness:read" },
      { segment: "tools", label: "Tools", scope: "harness:read" },
      { segment: "knowledge", label: "Knowledge", scope: "harness:read" },
      { segment: "datasets", label: "Datasets", scope: "harness:read" },
      { segment: "experiments", label: "Experiments", scope: "harness:read" },
      { segment: "variables", label: "Variables", scope: "harness:read" },
      { segment: "cassettes", label: "Cassettes", scope: "run:read" },
    ],
  },
  {
    label: "Run",
    entries: [
      { segment: "runs", label: "Runs", scope: "run:read" },
      { segment: "chat", label: "Chat", scope: "run:read" },
      { segment: "triggers", label: "Triggers", scope: "run:read" },
      { segment: "approvals", label: "Approvals", scope: "run:read" },
      { segment: "dead-letters", label: "Dead letters", scope: "run:read" },
      { segment: "memory", label: "Memory", scope: "memory:read" },
      { segment: "workers", label: "Workers", scope: "worker:read" },
    ],
  },
  {
    label: "Observe",
    entries: [
      { segment: "overview", label: "Overview", scope: "run:read" },
      { segment: "failures", label: "Failures", scope: "run:read" },
    ],
  },
  {
    label: "Govern",
    entries: [
      { segment: "policies", label: "Policies", scope: "policy:read" },
      { segment: "decisions", label: "Decisions", scope: "decision:read" },
      { segment: "members", label: "Members", scope: "member:read" },
      { segment: "keys", label: "API keys", scope: "apikey:read" },
      { segment: "secrets", label: "Secrets", scope: "secret:read" },
      { segment: "models", label: "Models", scope: "model:read" },
      { segment: "budgets", label: "Budgets", scope: "budget:read" },
      { segment: "audit", label: "Audit", scope: "audit:read" },
    ],
  },
];

/** The rail of one person in one tenant: links they may follow, groups that are not empty. */
export function navigationOf(tenant: string, scopes: ReadonlySet<string>): NavGroup[] {
  return GROUPS.map(({ label, entries }) => ({
    label,
    links: entries
      .filter((entry) => scopes.has(entry.scope))
      .map(({ segment, label: name }) => ({ segment, label: name, href: `/${tenant}/${segment}` })),
  })).filter((group) => group.links.length > 0);
}

/** The group and link that a path is under, for the breadcrumb. */
export function placeOf(groups: readonly NavGroup[], pathname: string) {
  for (const group of groups)
    for (const link of group.links)
      if (pathname === link.href || pathname.startsWith(`${link.href}/`)) return { group, link };
  return null;
}

/** Where a person lands in a tenant: the overview where there is one, else the first page that they may open. */
export function homeOf(groups: readonly NavGroup[]): string | null {
  const links = groups.flatMap((group) => group.links);
  return (links.find((link) => link.segment === "overview") ?? links[0])?.href ?? null;
}
