import { seedDemo } from "@/prisma/seed/demo/seed-demo";
import { seedPeople } from "@/prisma/seed/people";

/** `onlyFirst`: do nothing when the scenario has been seeded before. */
export type ScenarioOptions = { onlyFirst: boolean };

/** Named scenarios; each is idempotent and says what it made. */
export const scenarios: Record<string, (options: ScenarioOptions) => Promise<unknown>> = {
  people: async () => {
    await seedPeople();
    return { people: true };
  },
  demo: ({ onlyFirst }) => seedDemo({ onlyFirst }),
};
