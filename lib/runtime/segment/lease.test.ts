import { expect, test } from "vitest";
import { LEASE_MS } from "@/lib/runtime/journal/journal";
import { Lease } from "@/lib/runtime/segment/lease.server";

function leaseAt() {
  const time = { steady: 0, wall: 1_000_000 };
  const pass = (ms: number) => Object.assign(time, { steady: time.steady + ms, wall: time.wall + ms });
  return { time, pass, lease: new Lease([() => time.steady, () => time.wall]) };
}

test("an accepted write keeps the lease from when it was sent, not from when its answer came", async () => {
  const { lease, pass } = leaseAt();
  await lease.kept(async () => {
    pass(LEASE_MS);
    return true;
  });
  expect(lease.isFresh).toBe(false);
  await lease.kept(async () => true);
  expect(lease.isFresh).toBe(true);
});

test("a refused write keeps nothing", async () => {
  const { lease, pass } = leaseAt();
  pass(LEASE_MS);
  await lease.kept(async () => false);
  await lease.kept(async () => null);
  expect(lease.isFresh).toBe(false);
});

test("a lease runs out before the database says so, and one clock that saw the time pass is enough", () => {
  const { lease, time } = leaseAt();
  time.wall += LEASE_MS - 1_001;
  expect(lease.isFresh).toBe(true);
  time.wall += 1;
  expect(lease.isFresh).toBe(false);
});
