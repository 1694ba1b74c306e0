import type { Actor } from "@/lib/governance/access/actor";

/** Whether an actor may read what people and models said in an environment. */
export const mayReadPayload = ({ scopes }: Pick<Actor, "scopes">, environment: string): boolean =>
  scopes.has(environment === "draft" ? "payload:readDraft" : "payload:readProd");
