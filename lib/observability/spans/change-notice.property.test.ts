import fc from "fast-check";
import { expect, test } from "vitest";
import { changeNotices, tracesOf } from "@/lib/observability/spans/change-notice";

test("every trace is named once, in payloads that Postgres takes", () => {
  fc.assert(
    fc.property(fc.uuid(), fc.uniqueArray(fc.uuid(), { maxLength: 600 }), (tenant, traces) => {
      const notices = changeNotices(tenant, new Map(traces.map((trace, index) => [trace, index])));
      expect(notices.flatMap(tracesOf)).toEqual(traces);
      for (const notice of notices) expect(Buffer.byteLength(notice)).toBeLessThan(8_000);
    }),
    { numRuns: 30 },
  );
});
