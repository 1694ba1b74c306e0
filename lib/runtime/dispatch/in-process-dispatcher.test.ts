import { describe, expect, test } from "vitest";
import { dispatcherContract } from "@/lib/runtime/dispatch/dispatcher.contract";
import { inProcessDispatcher } from "@/lib/runtime/dispatch/in-process-dispatcher";

describe("the in-process dispatcher", () => {
  const dispatcher = inProcessDispatcher(4);
  dispatcherContract(() => dispatcher);
  test("knows when nothing is left to do", async () => {
    await dispatcher.idle();
    expect(await dispatcher.reclaim("nobody")).toBe(0);
  });
});
