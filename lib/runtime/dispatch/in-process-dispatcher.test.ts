import { describe } from "vitest";
import { dispatcherContract } from "@/lib/runtime/dispatch/dispatcher.contract";
import { inProcessDispatcher } from "@/lib/runtime/dispatch/in-process-dispatcher";

describe("the in-process dispatcher", () => {
  const dispatcher = inProcessDispatcher({ executorId: "test-worker", concurrency: 8, tenantConcurrency: 4 });
  dispatcherContract(() => dispatcher, "test-worker");
});
