import {
  type ChosenPerson,
  personOf,
  rememberedPerson,
  rememberPerson,
} from "@/components/harness/test-runs/remembered-person";
import type { Draft } from "@/lib/harness/graph/draft";
import { personNeeds, type TestPerson } from "@/lib/harness/test-runs/test-person";

type Place = { tenant: string; harness: string };

/** On whose behalf a test of the draft runs: the chosen person, or the one of the last test; undefined when it needs none. */
export function behalfOf(
  { tenant, harness }: Place,
  draft: Draft,
  chosen: ChosenPerson = rememberedPerson(tenant, harness),
): TestPerson | undefined {
  const { as, remembered } = personOf(chosen, personNeeds(draft), crypto.randomUUID());
  rememberPerson(tenant, harness, remembered);
  return as;
}
