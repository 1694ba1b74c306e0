import { defineConfig } from "@playwright/test";
import { LOCAL_API_PORT } from "./e2e/local-api";

const port = Number(process.env.E2E_PORT ?? 13_200);
const libraries = process.env.E2E_BROWSER_LIBRARIES;

export default defineConfig({
  testDir: "e2e",
  testMatch: "**/*.spec.ts",
  workers: 1,
  retries: 0,
  forbidOnly: true,
  timeout: 60_000,
  // The first page of each kind takes seconds on a small machine: what is wrong stays wrong for longer.
  expect: { timeout: 15_000 },
  reporter: [["list"], ["json"]],
  outputDir: "test-results/e2e",
  use: {
    baseURL: `http://127.0.0.1:${port}`,
    browserName: "chromium",
    // A trace of every spec takes more time than the spec: `--trace on` records one when it is wanted.
    screenshot: "only-on-failure",
    viewport: { width: 1440, height: 900 },
    launchOptions: {
      executablePath: process.env.E2E_BROWSER,
      args: [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
      ],
      env: { ...process.env, ...(libraries ? { LD_LIBRARY_PATH: libraries } : {}) } as Record<string, string>,
    },
  },
  // The specs run against what a newcomer gets: the supervisor, its own Postgres, the demo content.
  webServer: {
    command: "exec node scripts/start.mjs",
    url: `http://127.0.0.1:${port}/readyz`,
    reuseExistingServer: false,
    timeout: 240_000,
    stdout: "pipe",
    gracefulShutdown: { signal: "SIGTERM", timeout: 20_000 },
    env: {
      PORT: String(port),
      GATEWAY_PORT: String(port + 1),
      SLIPWAY_HOME: "test-results/home",
      NEXTAUTH_URL: `http://127.0.0.1:${port}`,
      DATABASE_URL: "",
      SLIPWAY_PRIVATE_HOSTS: `127.0.0.1:${LOCAL_API_PORT}`,
    },
  },
});
