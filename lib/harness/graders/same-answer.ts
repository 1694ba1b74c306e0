import { textOf } from "@/lib/harness/graders/value-at";
import { canonicalJson } from "@/lib/release/canonical-json";
import type { Json } from "@/lib/release/json-schema";

const tidy = (text: string) => text.trim().replaceAll(/\s+/g, " ").toLowerCase();

/** Whether two answers are the same as text, without regard to case and white space. */
export const saysTheSame = (one: Json | undefined, other: Json): boolean => tidy(textOf(one)) === tidy(textOf(other));

/** Whether two answers are the same JSON value. */
export const isSameValue = (one: Json | undefined, other: Json): boolean =>
  one !== undefined && canonicalJson(one) === canonicalJson(other);
