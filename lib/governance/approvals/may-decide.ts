import type { Role } from "@/lib/governance/access/scopes";

type Decider = { ref: string; id: string; role: Role | null; mayApprove: boolean };
type Asked = { role: string | null; users: readonly string[]; excludeStarter: boolean; requestedBy: string };
export type Refusal = { code: "forbidden" | "not-approver" | "own-approval"; detail: string };

/** Why an actor may not decide an approval, or null. An owner stands in for every role, never for the starter's second person. */
export function refusalOf(decider: Decider, asked: Asked): Refusal | null {
  if (!decider.mayApprove) return { code: "forbidden", detail: 'This needs the right "run:approve".' };
  if (asked.excludeStarter && decider.ref === asked.requestedBy)
    return { code: "own-approval", detail: "You started this run. Somebody else has to decide." };
  if (asked.users.length > 0 && !asked.users.includes(decider.id))
    return { code: "not-approver", detail: "This is for named people, and you are not one of them." };
  // RUNTIME asks for nobody in particular: whoever has the right may decide.
  const isForAll = asked.role === null || asked.role === "RUNTIME";
  if (!isForAll && decider.role !== asked.role && decider.role !== "OWNER")
    return { code: "not-approver", detail: `This is for the role ${asked.role}.` };
  return null;
}
