import { cleanText } from "@/lib/observability/spans/clean-text";
import type { SpanEnd, SpanStart } from "@/lib/observability/spans/span-sink";

/** Input and output as stored: text, cut at 1 MB; the byte counts are those before the cut. */
export type SpanPayload = {
  input: string | null;
  output: string | null;
  inputBytes: number;
  outputBytes: number;
  truncated: boolean;
};
/** What is known of a span: its start, and its end once it has one. `bytes` is what it weighs in the buffer. */
export type SpanRecord = { start: SpanStart; end: SpanEnd | null; payload: SpanPayload | null; bytes: number };

const MAX_PAYLOAD_CHARACTERS = 1_000_000;
const ROW_BYTES = 1_000;

export const openRecord = (start: SpanStart): SpanRecord => ({ start, end: null, payload: null, bytes: ROW_BYTES });

/** Turns the payload into text at once, so that later changes by the caller do not reach it. */
export function closedRecord(end: SpanEnd): SpanRecord {
  const { input, output, ...metadata } = end;
  const given = toText(input);
  const made = toText(output);
  const payload = {
    input: given?.text ?? null,
    output: made?.text ?? null,
    inputBytes: given?.bytes ?? 0,
    outputBytes: made?.bytes ?? 0,
    truncated: Boolean(given?.truncated || made?.truncated),
  };
  const bytes = ROW_BYTES + (payload.input?.length ?? 0) + (payload.output?.length ?? 0);
  return { start: end, end: metadata, payload: given || made ? payload : null, bytes };
}

function toText(value: unknown): { text: string; bytes: number; truncated: boolean } | null {
  if (value === undefined) return null;
  const whole = typeof value === "string" ? value : serialise(value);
  const truncated = whole.length > MAX_PAYLOAD_CHARACTERS;
  const text = cleanText(truncated ? whole.slice(0, MAX_PAYLOAD_CHARACTERS) : whole);
  return { text, bytes: new TextEncoder().encode(whole).length, truncated };
}

function serialise(value: unknown): string {
  try {
    return JSON.stringify(value) ?? "null";
  } catch {
    return "(content that is not JSON)";
  }
}
