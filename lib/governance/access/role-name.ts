import type { Role } from "@/lib/governance/access/scopes";

const NAMES: Record<Role, string> = {
  OWNER: "Owner",
  ADMIN: "Administrator",
  DEVELOPER: "Developer",
  RUNTIME: "Operator",
  AUDITOR: "Auditor",
  VIEWER: "Viewer",
};

/** What people call a role. */
export const roleName = (role: Role): string => NAMES[role];
