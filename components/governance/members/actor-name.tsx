"use client";
import { useQuery } from "@tanstack/react-query";
import { membersQuery } from "@/lib/governance/members/member-queries";

/** The person, key or part of the system behind an actor reference such as `user:<id>`. */
export function ActorName({ tenant, actor }: { tenant: string; actor: string }) {
  const [kind = "", id = ""] = actor.split(/:(.*)/);
  const { data } = useQuery({ ...membersQuery(tenant), enabled: kind === "user" });
  if (kind === "key") return <span title={actor}>API key {id.slice(-4)}</span>;
  if (kind === "user")
    return <span title={actor}>{data?.members.find((member) => member.userId === id)?.name ?? "a former member"}</span>;
  return <span title={actor}>{id || actor}</span>;
}
