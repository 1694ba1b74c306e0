import { defineConfig } from "vitest/config";

const env = {
  NODE_ENV: "test" as const,
  NEXTAUTH_SECRET: "test-secret-test-secret-test-secret",
  SLIPWAY_KEKS: `1:${Buffer.alloc(32, 7).toString("base64")}`,
  LOG_LEVEL: "silent",
};

export default defineConfig({
  resolve: { tsconfigPaths: true },
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: "pure",
          include: ["{app,lib,components,scripts}/**/*.test.{ts,tsx}"],
          exclude: ["**/*.db.test.ts"],
          env: { ...env, SLIPWAY_APP_URL: "postgresql://127.0.0.1:1/none" },
        },
      },
      {
        extends: true,
        test: {
          name: "db",
          include: ["{lib,scripts}/**/*.db.test.ts"],
          globalSetup: ["lib/platform/testing/postgres-setup.ts"],
          setupFiles: ["lib/platform/testing/test-database.ts"],
          testTimeout: 30_000,
          hookTimeout: 60_000,
          env,
        },
      },
    ],
  },
});
