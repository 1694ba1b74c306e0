import { expect, test } from "vitest";
import { describeMiss, nearestRequest } from "@/lib/runtime/cassettes/describe-miss";
import type { RecordedRequest } from "@/lib/runtime/cassettes/recorded-request";

const request = (more: Partial<RecordedRequest> = {}): RecordedRequest => ({
  ...{ provider: "openai", modelId: "gpt", instructions: "You are the support desk.", tools: [], output: null },
  ...{ messages: [{ role: "user", text: "Where is order A-1001?" }], temperature: 0, maxOutputTokens: 500 },
  ...more,
});

test("the nearest recording is the one that shares most with what is asked", () => {
  const far = request({ instructions: "Something else", messages: [] });
  const near = request({ instructions: "You are the support desk. Be brief." });
  expect(nearestRequest(request(), [far, near])).toBe(near);
  expect(nearestRequest(request(), [])).toBeNull();
});

test("a miss says which parts differ, and shows where the first one does", () => {
  const edited = request({ instructions: "You are the support desk. Be brief.", temperature: 1 });
  const words = describeMiss(edited, request());
  expect(words).toContain("differs in the system text, the temperature; the system text at 15");
  expect(words).toContain('now "port desk. Be brief.", recorded "port desk."');
  expect(describeMiss(request(), null)).toContain("Nothing of this model was recorded");
  expect(describeMiss(request(), request())).toContain("blacked out");
});
