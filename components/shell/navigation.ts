import { type LucideIcon, Users } from "lucide-react";
import type { Role, Scope } from "@/lib/governance/access/scopes";
import { scopesOf } from "@/lib/governance/access/scopes";

export type NavigationItem = { label: string; path: string; icon: LucideIcon; scope: Scope };
export type NavigationGroup = { label: string; items: NavigationItem[] };

/** The rail, in its groups. An item appears when its page exists and the role may read it. */
const GROUPS: NavigationGroup[] = [
  { label: "Govern", items: [{ label: "Members", path: "members", icon: Users, scope: "member:read" }] },
];

/** What a role sees; empty groups disappear. */
export function navigationFor(role: Role): NavigationGroup[] {
  const scopes = scopesOf(role);
  return GROUPS.map((group) => ({ ...group, items: group.items.filter((item) => scopes.has(item.scope)) })).filter(
    (group) => group.items.length > 0,
  );
}
