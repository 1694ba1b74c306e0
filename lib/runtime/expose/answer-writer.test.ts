import fc from "fast-check";
import { expect, test } from "vitest";
import type { TextDelta } from "@/lib/observability/live/text-delta";
import { answerWriter } from "@/lib/runtime/expose/answer-writer";

const delta = (text: string, change: Partial<TextDelta> = {}): TextDelta => ({
  nodeKey: "reply",
  stepKey: "reply",
  call: "model:0",
  attempt: 1,
  offset: 0,
  text,
  ...change,
});
function told(deltas: TextDelta[], answer: string) {
  const writer = answerWriter("reply");
  const text = deltas.map((one) => writer.hear(one)).join("");
  return { text, end: writer.end(answer) };
}

test("however the text is cut, and whatever is lost, what is told is the answer", () => {
  fc.assert(
    fc.property(fc.array(fc.string(), { maxLength: 12 }), fc.array(fc.boolean()), (pieces, lost) => {
      const answer = pieces.join("");
      let offset = 0;
      const deltas = pieces.flatMap((text, at) => {
        const one = delta(text, { offset });
        offset += text.length;
        return lost[at] ? [] : [one];
      });
      const { text, end } = told(deltas, answer);
      expect(text + (end.kind === "rest" ? end.text : "")).toBe(answer);
    }),
  );
});

test("other nodes are not the answer; a harness without an answering node speaks at its end", () => {
  expect(told([delta("thinking", { stepKey: "plan", nodeKey: "plan" }), delta("Hi")], "Hi").text).toBe("Hi");
  const silent = answerWriter(null);
  expect(silent.hear(delta("Hi"))).toBe("");
  expect(silent.end("Hi")).toEqual({ kind: "rest", text: "Hi" });
});

test("what an agent says before a tool call stays, and its answer follows after an empty line", () => {
  const { text, end } = told([delta("Let me look."), delta("Found ", { call: "model:1" })], "Found it");
  expect(text).toBe("Let me look.\n\nFound ");
  expect(end).toEqual({ kind: "rest", text: "it" });
});

test("a restarted attempt goes on only if its answer begins with what was told", () => {
  const again = [delta("Good d"), delta("Good day", { attempt: 2 })];
  expect(told(again, "Good day")).toEqual({ text: "Good d", end: { kind: "rest", text: "ay" } });
  expect(told(again, "Hello").end).toEqual({ kind: "diverged" });
  expect(told([delta("Hi", { attempt: 2 })], "Hi").text).toBe("Hi");
});
