import { expect, test } from "vitest";
import { SharedReads } from "@/lib/platform/db/shared-reads";

test("what is asked in one turn shares one read, and what is asked after it began gets another", async () => {
  const reads = new SharedReads<string>();
  const begun: string[] = [];
  const read = (key: string) => async () => {
    begun.push(key);
    return `${key}${begun.length}`;
  };
  const first = [reads.get("a", read("a")), reads.get("a", read("a")), reads.get("b", read("b"))];
  expect(begun).toEqual([]);
  const late = new Promise<string>((resolve) => setImmediate(() => resolve(reads.get("a", read("a")))));
  expect(await Promise.all(first)).toEqual(["a1", "a1", "b2"]);
  expect(await late).toBe("a3");
});

test("a read that fails fails for those who shared it, and for nobody after them", async () => {
  const reads = new SharedReads<string>();
  const failing = async () => await Promise.reject(new Error("gone"));
  const shared = [reads.get("a", failing), reads.get("a", failing)];
  expect((await Promise.allSettled(shared)).map(({ status }) => status)).toEqual(["rejected", "rejected"]);
  expect(await reads.get("a", async () => "back")).toBe("back");
});
