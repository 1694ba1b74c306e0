import { expect, test } from "vitest";
import { startHealthServer } from "@/lib/runtime/worker/health-server.server";
import { freePorts } from "@/scripts/own-instance.mjs";

test("a worker that drains is alive and not ready", async () => {
  const state = { isReady: true, isDraining: false, isBeating: true, busy: 3, slots: 32 };
  const [port = 0] = await freePorts(1);
  const server = startHealthServer(port, () => state);
  const statusOf = async (path: string) => (await fetch(`http://127.0.0.1:${port}${path}`)).status;
  await expect.poll(() => statusOf("/healthz").catch(() => 0)).toBe(200);
  expect([await statusOf("/readyz"), await statusOf("/other")]).toEqual([200, 404]);
  Object.assign(state, { isReady: false, isDraining: true });
  expect([await statusOf("/healthz"), await statusOf("/readyz")]).toEqual([200, 503]);
  server.stop();
});
