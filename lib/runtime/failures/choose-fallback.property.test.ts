import fc from "fast-check";
import { expect, test } from "vitest";
import { ErrorClass } from "@/lib/platform/errors/error-class";
import { type ChainModel, chooseFallback } from "@/lib/runtime/failures/choose-fallback";

const model = (ref: string, more: Partial<ChainModel> = {}): ChainModel => ({
  ref,
  simulated: false,
  contextWindow: null,
  can: { tools: null, jsonSchema: null },
  open: null,
  ...more,
});
const needs = { tools: true, jsonSchema: false, tokens: 5_000 };
const failed = (ref: string, errorClass: ErrorClass = "provider_5xx") => ({ ref, class: errorClass });

const anyModel = fc.record({
  simulated: fc.boolean(),
  contextWindow: fc.option(fc.integer({ min: 1_000, max: 10_000 })),
  can: fc.record({ tools: fc.option(fc.boolean()), jsonSchema: fc.option(fc.boolean()) }),
  open: fc.option(fc.record({ retryAt: fc.option(fc.nat()) })),
});
const anyChain = fc
  .array(anyModel, { minLength: 1, maxLength: 4 })
  .map((models) => models.map((one, n) => model(`m${n}`, one)));

test("whatever fails: no model twice, none that cannot do it, none behind an open circuit, the sandbox for nobody", () => {
  fc.assert(
    fc.property(anyChain, fc.infiniteStream(fc.constantFrom(...ErrorClass.options)), (chain, classes) => {
      const tried: { ref: string; class: ErrorClass }[] = [];
      for (let round = 0; round <= chain.length; round++) {
        const choice = chooseFallback(chain, needs, tried);
        if (choice.kind !== "use") return;
        const chosen = chain.find(({ ref }) => ref === choice.ref);
        expect(tried.map(({ ref }) => ref)).not.toContain(choice.ref);
        expect(chosen).toMatchObject({ open: null });
        expect(chosen?.can.tools).not.toBe(false);
        if (!chain[0]?.simulated) expect(chosen?.simulated).toBe(false);
        tried.push({ ref: choice.ref, class: classes.next().value ?? "unknown" });
      }
      throw new Error("The chain never ended.");
    }),
  );
});

test("models are used in the order of the slot", () => {
  const chain = [model("a"), model("b"), model("c")];
  expect(chooseFallback(chain, needs, [])).toEqual({ kind: "use", ref: "a", isLast: false });
  expect(chooseFallback(chain, needs, [failed("a")])).toMatchObject({ ref: "b" });
  expect(chooseFallback(chain, needs, [failed("a"), failed("b")])).toEqual({ kind: "use", ref: "c", isLast: true });
});

test.each([
  ["provider_rate_limit", "use"],
  ["provider_timeout", "use"],
  ["provider_5xx", "use"],
  ["provider_auth", "use"],
  ["context_overflow", "use"],
  ["output_schema_invalid", "use"],
  ["policy_denied", "use"],
  ["internal", "use"],
  ["content_filter", "stop"],
  ["budget_exceeded", "stop"],
  ["cancelled", "stop"],
  ["unknown", "stop"],
] as const)("after %s the chain says %s", (errorClass, kind) => {
  expect(chooseFallback([model("a"), model("b")], needs, [failed("a", errorClass)]).kind).toBe(kind);
});

test("an exhausted chain says of each model why", () => {
  const chain = [
    model("a"),
    model("b", { open: { retryAt: 9 } }),
    model("c", { simulated: true }),
    model("d", { contextWindow: 4_000 }),
    model("e", { can: { tools: false, jsonSchema: null } }),
  ];
  expect(chooseFallback(chain, needs, [failed("a")])).toEqual({
    kind: "exhausted",
    skipped: [
      { ref: "a", why: "tried" },
      { ref: "b", why: "circuit-open" },
      { ref: "c", why: "simulated" },
      { ref: "d", why: "window-too-small" },
      { ref: "e", why: "no-tools" },
    ],
  });
});

test("a model whose window is known to be smaller than the slot asks for is passed over, also the first one", () => {
  const chain = [model("small", { contextWindow: 8_000 }), model("unknown"), model("large", { contextWindow: 64_000 })];
  const asked = { ...needs, minWindow: 32_000 };
  expect(chooseFallback(chain, asked, [])).toMatchObject({ kind: "use", ref: "unknown" });
  expect(chooseFallback(chain, asked, [failed("unknown")])).toMatchObject({ kind: "use", ref: "large" });
  expect(chooseFallback([model("small", { contextWindow: 8_000 })], asked, [])).toEqual({
    kind: "exhausted",
    skipped: [{ ref: "small", why: "window-too-small" }],
  });
});

test("after a context that was too long only a larger window, or one that nobody knows, is asked", () => {
  const small = model("small", { contextWindow: 8_000 });
  const same = model("same", { contextWindow: 8_000 });
  const large = model("large", { contextWindow: 32_000 });
  const tried = [failed("small", "context_overflow")];
  expect(chooseFallback([small, same, large], needs, tried)).toMatchObject({ kind: "use", ref: "large" });
  expect(chooseFallback([small, same, model("unknown")], needs, tried)).toMatchObject({ ref: "unknown" });
  expect(chooseFallback([small, same], needs, tried)).toEqual({
    kind: "exhausted",
    skipped: [
      { ref: "small", why: "tried" },
      { ref: "same", why: "window-too-small" },
    ],
  });
});

test("a model whose test showed that it lacks what the call needs is passed over", () => {
  const chain = [model("a"), model("b", { can: { tools: false, jsonSchema: true } }), model("c")];
  expect(chooseFallback(chain, needs, [failed("a")])).toMatchObject({ ref: "c" });
});
