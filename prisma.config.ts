import { fileURLToPath } from "node:url";
import { defineConfig } from "prisma/config";

if (!process.env.PRISMA_NATIVE_ENGINE)
  process.env.PRISMA_SCHEMA_ENGINE_BINARY ??= fileURLToPath(
    new URL("./scripts/prisma/schema-engine.mjs", import.meta.url),
  );
process.env.CHECKPOINT_DISABLE ??= "1";
export default defineConfig({
  schema: "prisma/schema",
  migrations: { path: "prisma/migrations" },
  datasource: { url: process.env.DATABASE_URL ?? "postgresql://127.0.0.1:1/none" },
});
