import type { TextDelta } from "@/lib/observability/live/text-delta";

/** What a model has written so far in one step. `isPartial`: its beginning was said before somebody listened. */
export type LiveText = {
  nodeKey: string;
  stepKey: string;
  call: string;
  attempt: number;
  text: string;
  isPartial: boolean;
};
export type LiveTexts = Readonly<Record<string, LiveText>>;

/** Adds a piece. Another call or attempt of the step replaces what was there: texts of two attempts are never joined. */
export function applyDelta(all: LiveTexts, { offset, text, ...source }: TextDelta): LiveTexts {
  const before = Object.hasOwn(all, source.stepKey) ? all[source.stepKey] : undefined;
  const goesOn = before && before.call === source.call && before.attempt === source.attempt && offset > 0;
  const next = goesOn ? { ...before, text: before.text + text } : { ...source, text, isPartial: offset > 0 };
  return { ...all, [source.stepKey]: next };
}
