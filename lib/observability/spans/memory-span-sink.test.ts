import { randomUUID } from "node:crypto";
import { describe } from "vitest";
import { memorySpanSink } from "@/lib/observability/spans/memory-span-sink";
import { spanSinkContract } from "@/lib/observability/spans/span-sink.contract";
import { tenantId } from "@/lib/platform/ids/branded-id";

describe("the memory span sink", () => {
  spanSinkContract(async () => {
    const { sink, runs, spans } = memorySpanSink();
    return {
      sink,
      tenantId: tenantId(randomUUID()),
      projectId: randomUUID(),
      read: async (traceId) => {
        const run = runs.get(traceId);
        return {
          run: run ? { status: run.status, name: run.name } : null,
          spans: [...spans.values()].map((span) => ({
            id: span.spanId,
            name: span.name,
            isClosed: "endedAt" in span,
            status: "endedAt" in span ? span.status : null,
          })),
        };
      },
    };
  });
});
