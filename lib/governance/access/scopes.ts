import { z } from "zod";

export const Role = z.enum(["OWNER", "ADMIN", "DEVELOPER", "RUNTIME", "AUDITOR", "VIEWER"]);
export type Role = z.infer<typeof Role>;

/** Every right of the product. A route names exactly one. */
export const SCOPES = [
  "session:confirm",
  "harness:read",
  "harness:write",
  "tool:write",
  "release:read",
  "release:create",
  "release:promote",
  "release:rollback",
  "draft:run",
  "run:read",
  "run:start",
  "run:cancel",
  "run:replay",
  "run:approve",
  "deadletter:write",
  "budget:read",
  "budget:write",
  "trace:read",
  "memory:read",
  "memory:write",
  "worker:read",
  "payload:readDraft",
  "payload:readProd",
  "policy:read",
  "policy:write",
  "policy:activate",
  "decision:read",
  "member:read",
  "member:write",
  "apikey:read",
  "apikey:write",
  "secret:read",
  "secret:write",
  "model:read",
  "model:write",
  "tenant:settings",
  "audit:read",
  "data:export",
  "tenant:delete",
  "owner:transfer",
] as const;
export type Scope = (typeof SCOPES)[number];
export const Scope = z.enum(SCOPES);

const READ: readonly Scope[] = [
  "session:confirm",
  "harness:read",
  "release:read",
  "run:read",
  "trace:read",
  "memory:read",
  "worker:read",
  "policy:read",
  "member:read",
  "apikey:read",
  "secret:read",
  "model:read",
  "budget:read",
];
const BUILD: readonly Scope[] = ["harness:write", "tool:write", "release:create", "draft:run", "payload:readDraft"];
const OPERATE: readonly Scope[] = [
  "release:promote",
  "release:rollback",
  "run:start",
  "run:cancel",
  "run:replay",
  "run:approve",
  "deadletter:write",
  "budget:write",
  "memory:write",
  "payload:readDraft",
  "payload:readProd",
  "decision:read",
];
const ADMINISTER: readonly Scope[] = [
  "run:approve",
  "member:write",
  "apikey:write",
  "secret:write",
  "model:write",
  "policy:write",
  "policy:activate",
  "tenant:settings",
  "decision:read",
  "audit:read",
  "data:export",
];

/** What each role may do (design: governance, section 1). An administrator has no content by default. */
const ROLE_SCOPES: Record<Role, readonly Scope[]> = {
  OWNER: SCOPES,
  ADMIN: [...READ, ...ADMINISTER],
  DEVELOPER: [...READ, ...BUILD],
  RUNTIME: [...READ, ...OPERATE],
  AUDITOR: [...READ, "payload:readDraft", "payload:readProd", "decision:read", "audit:read", "data:export"],
  VIEWER: READ,
};
export const scopesOf = (role: Role): ReadonlySet<Scope> => new Set(ROLE_SCOPES[role]);

/** What an API key may carry: it runs agents and reads what they did; it never governs. */
export const API_KEY_SCOPES = [
  "harness:read",
  "release:read",
  "run:read",
  "run:start",
  "run:cancel",
  "run:replay",
  "deadletter:write",
  "trace:read",
  "payload:readProd",
  "draft:run",
] as const satisfies readonly Scope[];
