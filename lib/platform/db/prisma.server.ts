import { PrismaPg } from "@prisma/adapter-pg";
import { config } from "@/lib/platform/config/config.server";
import { PrismaClient } from "@/prisma/generated/client";

const holder = globalThis as typeof globalThis & { slipwayPrisma?: PrismaClient };

/** The client of the restricted role. Only `lib/platform` may use it without a tenant. */
export function prisma(): PrismaClient {
  holder.slipwayPrisma ??= new PrismaClient({
    adapter: new PrismaPg({ connectionString: config().SLIPWAY_APP_URL, max: 10 }),
    transactionOptions: { maxWait: 10_000, timeout: 15_000 },
  });
  return holder.slipwayPrisma;
}
