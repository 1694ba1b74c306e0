import { expect, test } from "vitest";
import { promotionsOf, type RoutedEnvironment, rollbackOf } from "@/components/harness/releases/route-change";
import type { ReleaseView } from "@/lib/harness/releases/schema";

const listed = (...items: ReleaseView[]) => ({ items, routeRevs: { staging: 4, production: 7 } });
const release = (number: number, ...environments: RoutedEnvironment[]): ReleaseView => ({
  id: `00000000-0000-4000-8000-00000000000${number}`,
  number,
  contentHash: "",
  createdBy: "system:test",
  at: "2026-01-01T00:00:00.000Z",
  environments,
  revoked: null,
  steps: 1,
  models: [],
  tools: [],
  findings: { block: 0, review: 0, advice: 0 },
});

test("a release is offered to environments that run nothing or an older one, never to its own", () => {
  const [three, two, one] = [release(3), release(2, "staging"), release(1, "production")];
  const offered = (of: ReleaseView) => promotionsOf(of, listed(three, two, one)).map((change) => change.environment);
  expect(offered(three)).toEqual(["staging", "production"]);
  expect(offered(two)).toEqual(["production"]);
  expect(offered(one)).toEqual([]);
});

test("the way back leads to older releases only, the newest first", () => {
  const releases = listed(release(3), release(2, "production"), release(1), release(0));
  expect(rollbackOf("production", releases)?.releases.map((one) => one.number)).toEqual([1, 0]);
  expect(rollbackOf("staging", releases)).toBeNull();
});

test("a change says what the person saw of its environment", () => {
  const releases = listed(release(3), release(2, "production"), release(1));
  expect(rollbackOf("production", releases)).toMatchObject({ routeRev: 7 });
  expect(promotionsOf(release(3), releases).map((change) => change.routeRev)).toEqual([4, 7]);
});

test("a revoked release is offered to no environment, and no way leads back to it", () => {
  const revoked = { by: "system:test", reason: "Wrong prices", at: "2026-01-02T00:00:00.000Z" };
  const [three, two, one] = [release(3, "staging"), { ...release(2), revoked }, release(1)];
  expect(promotionsOf(two, listed(three, two, one))).toEqual([]);
  expect(rollbackOf("staging", listed(three, two, one))?.releases.map((back) => back.number)).toEqual([1]);
});
