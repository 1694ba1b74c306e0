import { lacksOf } from "@/lib/harness/readiness/lacks-of";
import type { SlotList, SlotPlace } from "@/lib/harness/slots/schema";
import type { ReleaseEnvironment } from "@/lib/harness/variables/schema";

type Asked = {
  model: SlotList["models"][number];
  asks: SlotPlace["asks"];
  environment: ReleaseEnvironment;
  isDemo: boolean;
};

/** Why a slot may not ask a model in an environment, as a sentence about it; null when it may. */
export function whyNotBind({ model, asks, environment, isDemo }: Asked): string | null {
  if (model.simulated && environment === "production" && !isDemo)
    return "It only simulates answers, which production does not give.";
  const lacks = lacksOf(asks, model);
  return lacks.length === 0 ? null : `It does not have what the slot asks for: ${lacks.join(", ")}.`;
}
