import { AcceptInvite } from "@/components/governance/members/accept-invite";
import { currentPerson } from "@/lib/governance/access/current-person.server";
import { findInvite } from "@/lib/governance/members/accept-invite.server";

export const metadata = { title: "Invite" };

export default async function InvitePage({ params }: PageProps<"/invite/[token]">) {
  const { token } = await params;
  const [invite, person] = await Promise.all([findInvite(token), currentPerson()]);
  const shown = invite ? { tenantName: invite.name, slug: invite.slug, email: invite.email, role: invite.role } : null;
  return <AcceptInvite token={token} invite={shown} signedInAs={person?.email ?? null} />;
}
