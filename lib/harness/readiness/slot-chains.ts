import type { Draft } from "@/lib/harness/graph/draft";
import type { TargetFacts } from "@/lib/harness/readiness/target-facts";
import { boundModel } from "@/lib/release/bound-models";
import type { ModelSlot } from "@/lib/release/program";

type Environment = "staging" | "production";
const ENVIRONMENTS: readonly Environment[] = ["staging", "production"];

/** What a slot asks where it runs: a model, then the fallbacks of the slot. */
export type SlotChain = {
  name: string;
  slot: ModelSlot;
  /** The model that is asked first: what is bound there, or the slot's own. */
  first: string;
  isBound: boolean;
  /** Where it is so; absent: everywhere. */
  environments?: Environment[];
};

/** The chains of each slot of a draft: one, or more when environments have other models than the slot. */
export function slotChains({ models }: Pick<Draft, "models">, bound: TargetFacts["slots"]): SlotChain[] {
  return Object.entries(models).flatMap(([name, slot]) => {
    const boundIn = (environment: Environment) => bound && boundModel(bound[environment], name);
    const firsts = [...new Set(ENVIRONMENTS.map((environment) => boundIn(environment)))];
    return firsts.map((first): SlotChain => {
      const environments = ENVIRONMENTS.filter((environment) => boundIn(environment) === first);
      const isEverywhere = first === undefined && environments.length === ENVIRONMENTS.length;
      return {
        ...{ name, slot, first: first ?? slot.model, isBound: first !== undefined },
        ...(!isEverywhere && { environments }),
      };
    });
  });
}

/** Where a finding about the first model of a chain is repaired: in the slot, or where the binding is. */
export const placeOfChain = ({ name, isBound, environments }: SlotChain) => ({
  field: `${isBound ? "bindings" : "models"}.${name}`,
  ...(environments && { environments }),
});

/** The slot as the subject of a sentence. */
export const slotInWords = ({ name, isBound, environments = [] }: SlotChain): string =>
  isBound ? `Slot "${name}" in ${environments.join(" and ")}` : `Slot "${name}"`;
