import { describe } from "vitest";
import { config } from "@/lib/platform/config/config.server";
import { dbosDispatcher } from "@/lib/runtime/dispatch/dbos-dispatcher.server";
import { dispatcherContract } from "@/lib/runtime/dispatch/dispatcher.contract";

describe("the DBOS dispatcher", () => {
  const dispatcher = dbosDispatcher({
    systemDatabaseUrl: config().SLIPWAY_DISPATCH_URL ?? "",
    executorId: "test-worker",
    concurrency: 8,
    tenantConcurrency: 4,
  });
  dispatcherContract(() => dispatcher, "test-worker");
});
