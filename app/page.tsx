import { cookies } from "next/headers";
import Link from "next/link";
import { redirect } from "next/navigation";
import { MessagePage } from "@/components/shell/message-page";
import { buttonClass } from "@/components/ui/button";
import { membershipsOf } from "@/lib/governance/access/require-actor.server";
import { findSession } from "@/lib/platform/auth/find-session.server";

/** The door: to the first tenant of the person, or to sign-in. */
export default async function HomePage() {
  const jar = await cookies();
  const session = await findSession((name) => jar.get(name)?.value);
  if (!session) redirect("/sign-in");
  const [first] = await membershipsOf(session.userId);
  if (first) redirect(`/${first.slug}`);
  return (
    <MessagePage
      title="You belong to no tenant yet"
      actions={
        <Link href="/sign-in" className={buttonClass()}>
          Sign in as somebody else
        </Link>
      }
    >
      You are signed in as {session.email}. Ask an owner or administrator for an invite link.
    </MessagePage>
  );
}
