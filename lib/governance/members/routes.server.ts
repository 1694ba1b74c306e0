import { z } from "zod";
import { type GovernedRoute, governedRoute } from "@/lib/governance/access/governed-route.server";
import { withTenant } from "@/lib/governance/access/with-tenant.server";
import { listMembers, listOpenInvites } from "@/lib/governance/members/data.server";
import { changeRole, createInvite, removeMember, revokeInvite } from "@/lib/governance/members/mutations.server";
import { CreatedInvite, MemberList, NewInvite, RoleChange } from "@/lib/governance/members/schema";

const tag = "Members";

export const memberRoutes: GovernedRoute[] = [
  governedRoute(
    {
      method: "get",
      path: "/members",
      scope: "member:read",
      summary: "Members and open invites",
      tag,
      response: MemberList,
    },
    ({ actor }) =>
      withTenant(actor, "member:read", async (db) => ({
        members: await listMembers(db, actor.tenantId),
        invites: await listOpenInvites(db, actor.tenantId, new Date()),
      })),
  ),
  governedRoute(
    {
      method: "post",
      path: "/invites",
      scope: "member:write",
      summary: "Invite a person by link",
      tag,
      body: NewInvite,
      response: CreatedInvite,
      status: 201,
    },
    ({ actor, body }) => withTenant(actor, "member:write", (db) => createInvite(db, actor, body, new Date())),
  ),
  governedRoute(
    {
      method: "delete",
      path: "/invites/{inviteId}",
      scope: "member:write",
      summary: "Take an invite back",
      tag,
      params: z.object({ inviteId: z.uuid() }),
    },
    ({ actor, params }) =>
      withTenant(actor, "member:write", (db) => revokeInvite(db, actor, params.inviteId, new Date())),
  ),
  governedRoute(
    {
      method: "patch",
      path: "/members/{userId}",
      scope: "member:write",
      summary: "Change a role",
      tag,
      params: z.object({ userId: z.uuid() }),
      body: RoleChange,
    },
    ({ actor, params, body }) =>
      withTenant(actor, "member:write", (db) => changeRole(db, actor, params.userId, body.role)),
  ),
  governedRoute(
    {
      method: "delete",
      path: "/members/{userId}",
      scope: "member:write",
      summary: "Remove a member",
      tag,
      params: z.object({ userId: z.uuid() }),
    },
    ({ actor, params }) => withTenant(actor, "member:write", (db) => removeMember(db, actor, params.userId)),
  ),
];
