import { expect, test } from "vitest";
import { spanViewOf } from "@/lib/observability/testing/span-view-of";
import { newestSpans } from "@/lib/observability/traces/newest-spans";

test("a list that was asked before the stream went on takes nothing back of what the stream has brought", () => {
  const streamed = { a: spanViewOf({ id: "a", seq: 4 }), b: spanViewOf({ id: "b", seq: 5 }) };
  const late = { a: spanViewOf({ id: "a", seq: 1, state: "open" }), c: spanViewOf({ id: "c", seq: 2 }) };
  for (const newest of [newestSpans(streamed, late), newestSpans(late, streamed)])
    expect(newest).toEqual({ a: streamed.a, b: streamed.b, c: late.c });
});
