import { expect, test } from "vitest";
import { createApi } from "@/lib/api/app.server";
import { tenantRunning } from "@/lib/api/testing/running-gateway.server";
import { testProgram } from "@/lib/runtime/interpreter/test-programs";

test("a text that cannot be stored is refused with its place in a body and in a query, before a run exists", async () => {
  const program = testProgram(
    [
      { key: "start", kind: "trigger.api" },
      { key: "done", kind: "end", in: { answer: { cel: "input.topic" } } },
    ],
    ["start > done"],
    { inputs: { type: "object", properties: { topic: { type: "string" } }, required: ["topic"] } },
  );
  const { token, tenantId, work } = await tenantRunning("unstorable", program);
  const api = createApi();
  const ask = async (path: string, body?: unknown) => {
    const answer = await api.request(`http://test.local/api/v1/unstorable${path}`, {
      method: body === undefined ? "GET" : "POST",
      headers: { host: "test.local", authorization: `Bearer ${token}`, "content-type": "application/json" },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const { code, errors } = await answer.json();
    return [answer.status, code, errors?.[0]?.pointer];
  };
  for (const topic of ["a\u0000b", "\ud800"])
    expect(await ask("/runs", { harness: "test", environment: "production", input: { topic } })).toEqual([
      400,
      "bad-request",
      "/input/topic",
    ]);
  expect(await ask("/runs?harness=a%00b")).toEqual([400, "bad-request", "/query/harness"]);
  expect(await ask("/runs/a%00b")).toEqual([404, "not-found", undefined]);
  expect(await work((db) => db.run.count({ where: { tenantId } }))).toBe(0);
});
