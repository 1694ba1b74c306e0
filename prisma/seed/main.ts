import { seedPeople } from "@/prisma/seed/people";

await seedPeople();
process.exit(0);
