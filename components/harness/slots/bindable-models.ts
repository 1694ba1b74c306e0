import { modelOptions } from "@/components/harness/inspector/model-options";
import type { SelectOption } from "@/components/ui/select";
import type { SlotList, SlotView } from "@/lib/harness/slots/schema";
import { whyNotBind } from "@/lib/harness/slots/why-not-bind";

type Asked = Pick<SlotList, "models" | "isDemo"> & { slot: SlotView; environment: "staging" | "production" };

/** What a slot may ask in an environment: the model of the release first; one that may not is shown with the reason. */
export function bindableModels({ models, isDemo, slot, environment }: Asked): SelectOption[] {
  const { released, asks, bound } = slot.environments[environment];
  const own = released ?? slot.model;
  const gone = bound && !bound.offered ? [{ value: bound.model, label: bound.model, hint: GONE, disabled: true }] : [];
  return [
    { value: "", label: "The model of the release", ...(own !== null && { hint: own }) },
    ...gone,
    ...models.flatMap((model) => {
      const why = whyNotBind({ model, asks, environment, isDemo });
      return modelOptions([model]).map((option) => (why ? { ...option, hint: why, disabled: true } : option));
    }),
  ];
}

const GONE = "No connection offers it any more.";
