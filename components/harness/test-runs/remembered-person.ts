import { z } from "zod";
import type { PersonNeeds, TestPerson } from "@/lib/harness/test-runs/test-person";

/** On whose behalf tests of a harness run on this device. `last`: the conversation of the last test; `isNew`: each test begins one. */
const Remembered = z.object({ user: z.string().max(80), isNew: z.boolean(), last: z.string().max(80).nullable() });
export type ChosenPerson = z.infer<typeof Remembered>;

const FIRST: ChosenPerson = { user: "Tester", isNew: true, last: null };
const keyOf = (tenant: string, harness: string) => `slipway.test-person.${tenant}.${harness}`;

export function rememberedPerson(tenant: string, harness: string): ChosenPerson {
  try {
    return Remembered.safeParse(JSON.parse(localStorage.getItem(keyOf(tenant, harness)) ?? "null")).data ?? FIRST;
  } catch {
    return FIRST;
  }
}

export function rememberPerson(tenant: string, harness: string, person: ChosenPerson): void {
  try {
    localStorage.setItem(keyOf(tenant, harness), JSON.stringify(person));
  } catch {
    // A browser without storage remembers nothing.
  }
}

/** What a test is started with, as far as the draft needs it, and what to remember of it. `newName` names a new conversation. */
export function personOf(
  chosen: ChosenPerson,
  needs: PersonNeeds,
  newName: string,
): { as: TestPerson | undefined; remembered: ChosenPerson } {
  if (!needs.user && !needs.conversation) return { as: undefined, remembered: chosen };
  const conversation = chosen.isNew || chosen.last === null ? newName : chosen.last;
  const user = chosen.user.trim() || FIRST.user;
  return {
    as: { ...(needs.user && { user }), ...(needs.conversation && { conversation }) },
    remembered: { ...chosen, ...(needs.conversation && { last: conversation }) },
  };
}
