import { redirect } from "next/navigation";
import { currentPerson } from "@/lib/governance/access/current-person.server";

/** Where a person lands: their first tenant, or sign-in. */
export default async function Home() {
  const person = await currentPerson();
  const [first] = person?.memberships ?? [];
  redirect(first ? `/${first.slug}` : "/sign-in");
}
