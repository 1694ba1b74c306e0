import { z } from "zod";
import { Role } from "@/lib/governance/access/scopes";

export const Member = z.object({
  userId: z.uuid(),
  email: z.string(),
  name: z.string(),
  role: Role,
  since: z.iso.datetime(),
});
export const Invite = z.object({
  id: z.uuid(),
  email: z.string(),
  role: Role,
  createdAt: z.iso.datetime(),
  expiresAt: z.iso.datetime(),
});
export const MemberList = z.object({ members: z.array(Member), invites: z.array(Invite) });
export type Member = z.infer<typeof Member>;
export type Invite = z.infer<typeof Invite>;

export const NewInvite = z.strictObject({ email: z.email().max(200), role: Role });
/** The link is shown once: only the hash of its token is stored. */
export const CreatedInvite = z.object({ id: z.uuid(), link: z.string(), expiresAt: z.iso.datetime() });
export const RoleChange = z.strictObject({ role: Role });
