import { CircleCheck, CircleX, UserCheck } from "lucide-react";
import type { PolicyView } from "@/lib/governance/policies/schema";

/** What a policy does, as an icon with a name. */
export function EffectIcon({ policy: { effect, asks } }: { policy: PolicyView }) {
  if (effect === "permit") return <CircleCheck className="i ok" role="img" aria-label="Allows" />;
  if (asks) return <UserCheck className="i parked" role="img" aria-label="Asks a person" />;
  return <CircleX className="i fail" role="img" aria-label="Forbids" />;
}
