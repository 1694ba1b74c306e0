import { expect, test } from "vitest";
import { filterFromUrl, filterToUrl, type TraceFilter } from "@/lib/observability/traces/trace-filter";

test("a filter survives its way through the URL", () => {
  const filter: TraceFilter = {
    status: "failed",
    environment: "production",
    node: "look_up",
    text: "order & refund = ü",
    from: "2026-11-20T10:00:00.000Z",
  };
  expect(filterFromUrl(new URLSearchParams(filterToUrl(filter)))).toEqual(filter);
});

test("what a URL cannot mean is left out, the rest stays", () => {
  const url = new URLSearchParams("status=exploded&environment=production&span=12&text=");
  expect(filterFromUrl(url)).toEqual({ environment: "production" });
});
