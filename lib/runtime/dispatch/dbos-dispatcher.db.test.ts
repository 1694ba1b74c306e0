import { afterAll, describe, expect, test } from "vitest";
import { config } from "@/lib/platform/config/config.server";
import { dbosDispatcher } from "@/lib/runtime/dispatch/dbos-dispatcher.server";
import { dispatcherContract } from "@/lib/runtime/dispatch/dispatcher.contract";

describe("the DBOS dispatcher", () => {
  const dispatcher = dbosDispatcher({
    systemDatabaseUrl: config().SLIPWAY_DISPATCH_URL ?? "",
    executorId: "test-worker",
    concurrency: 8,
    tenantConcurrency: 8,
  });
  afterAll(() => dispatcher.stop());
  dispatcherContract(() => dispatcher);
  test("the segments of an unknown worker are none", async () => {
    expect(await dispatcher.reclaim("nobody")).toBe(0);
  });
});
