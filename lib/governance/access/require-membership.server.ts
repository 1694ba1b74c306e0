import { notFound } from "next/navigation";
import { cache } from "react";
import { currentPerson, type TenantOfPerson } from "@/lib/governance/access/current-person.server";

/** The person's membership of the tenant `slug`, for a page; 404 when there is none. Asked once per request. */
export const requireMembership = cache(async (slug: string): Promise<TenantOfPerson> => {
  const person = await currentPerson();
  const membership = person?.memberships.find((one) => one.slug === slug);
  return membership ?? notFound();
});
