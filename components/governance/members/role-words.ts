import type { Role } from "@/lib/governance/access/scopes";

/** What each role is for, in a colleague's words. */
export const ROLE_WORDS: Record<Role, string> = {
  OWNER: "everything, including other owners",
  ADMIN: "people, keys, secrets and policies; no content",
  DEVELOPER: "build and test harnesses, make releases",
  RUNTIME: "promote, roll back, run and cancel",
  AUDITOR: "read everything, export the audit log",
  VIEWER: "look, without content",
};
