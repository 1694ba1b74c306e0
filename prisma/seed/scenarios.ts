import { seedDemo } from "@/prisma/seed/demo/seed-demo";
import { seedPeople } from "@/prisma/seed/people";

/** Named scenarios; each is idempotent and says what it made. */
export const scenarios: Record<string, () => Promise<unknown>> = {
  people: async () => {
    await seedPeople();
    return { people: true };
  },
  demo: seedDemo,
};
