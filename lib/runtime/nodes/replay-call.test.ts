import { expect, test } from "vitest";
import { createCallExecutors } from "@/lib/runtime/nodes/call-executors.server";
import { fakeCallDependencies } from "@/lib/runtime/testing/fake-call-dependencies.server";
import { fakeStep } from "@/lib/runtime/testing/fake-step";

type Mode = "record" | "replay" | "auto";
const TENANT = fakeStep({ kind: "llm", config: {} }).run.tenantId;
const step = (cassettes: Mode | undefined, user = "Where is order A-1001?") =>
  fakeStep({
    kind: "llm",
    config: { slot: "main", prompt: { system: "You are the support desk.", user } },
    run: { tenantId: TENANT, environment: "staging", options: cassettes ? { cassettes } : {} },
  });

test("a recorded answer is given again without asking the model, for nothing, and the span says so", async () => {
  const { deps, requests, budgets } = fakeCallDependencies();
  const { llm } = createCallExecutors(deps);
  const recording = step("record");
  const first = await llm(recording.attempt(1));
  expect(recording.annotations.attributes).toMatchObject({ cassette: "recorded" });
  const replaying = step("replay");
  expect(await llm(replaying.attempt(1))).toEqual(first);
  expect(requests).toHaveLength(1);
  expect(budgets.reserved).toHaveLength(1);
  expect(replaying.annotations).toMatchObject({
    attributes: { cassette: "replayed" },
    costMicros: 0,
    priceSource: "replayed",
  });
  expect(replaying.journal.get("model:0")).toMatchObject({ usage: { costMicros: 0 } });
});

test("an edited prompt misses by design: the step fails with what differs, and nobody is asked", async () => {
  const { deps, requests } = fakeCallDependencies();
  const { llm } = createCallExecutors(deps);
  await llm(step("record").attempt(1));
  expect(await llm(step("replay", "Where is order A-2002?").attempt(1))).toMatchObject({
    ok: false,
    failure: { class: "internal", message: expect.stringMatching(/differs in the messages; the messages at \d+/) },
  });
  expect(requests).toHaveLength(1);
});

test("auto asks once and replays from then on; without a mode nothing is kept", async () => {
  const { deps, requests } = fakeCallDependencies();
  const { llm } = createCallExecutors(deps);
  await llm(step(undefined).attempt(1));
  await llm(step("auto").attempt(1));
  await llm(step("auto").attempt(1));
  expect(requests).toHaveLength(2);
});

test("a failed call is not recorded", async () => {
  const { deps, requests } = fakeCallDependencies();
  const { llm } = createCallExecutors(deps);
  await llm(step("auto", "[simulate outage] Hello").attempt(1));
  await llm(step("auto", "[simulate outage] Hello").attempt(1));
  expect(requests).toHaveLength(2);
});
