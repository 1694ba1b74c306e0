import { expect, test } from "vitest";
import { withKind, withRight } from "@/lib/harness/graph/memory-grant-edits";
import type { MemoryGrant } from "@/lib/release/memory-grants";

const user: MemoryGrant = { scope: "user", read: true, write: false };

test("a right is given and taken; a scope without rights is gone, and the others stay as they are", () => {
  const both = withRight([user], "run", { write: true });
  expect(both).toEqual([{ scope: "run", read: false, write: true }, user]);
  expect(withRight(both, "user", { write: true })[1]).toEqual({ ...user, write: true });
  expect(withRight(both, "run", { write: false })).toEqual([user]);
});

test("facts are not written down, another kind is, and the last kind cannot be taken", () => {
  const two = withKind([user], "user", { kind: "episode", isOn: true });
  expect(two).toEqual([{ ...user, kinds: ["fact", "episode"] }]);
  expect(withKind(two, "user", { kind: "episode", isOn: false })).toEqual([user]);
  const one = withKind(two, "user", { kind: "fact", isOn: false });
  expect(one).toEqual([{ ...user, kinds: ["episode"] }]);
  expect(withKind(one, "user", { kind: "episode", isOn: false })).toEqual(one);
});
