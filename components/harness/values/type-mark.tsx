import type { ValueType } from "@/lib/harness/nodes/output-schema";

const GLYPHS: Readonly<Record<ValueType, string>> = {
  text: "T",
  number: "#",
  "yes/no": "01",
  list: "[]",
  object: "{}",
  any: "·",
};
const CLASSES: Readonly<Record<ValueType, string>> = {
  text: "is-text",
  number: "is-number",
  "yes/no": "is-boolean",
  list: "is-list",
  object: "is-object",
  any: "is-any",
};
/** The type of a value as people say it. */
export const TYPE_WORDS: Readonly<Record<ValueType, string>> = {
  text: "a text",
  number: "a number",
  "yes/no": "true or false",
  list: "a list",
  object: "an object",
  any: "anything",
};

/** Glyph and colour of a type, for where its word stands elsewhere. */
export const TypeGlyph = ({ type }: { type: ValueType }) => (
  <span className={`type-glyph ${CLASSES[type]}`} aria-hidden>
    {GLYPHS[type]}
  </span>
);

/** A type in a list: its glyph, and its word for those who point at it or hear it. */
export const TypeMark = ({ type }: { type: ValueType }) => (
  <span className="type-mark" title={TYPE_WORDS[type]}>
    <TypeGlyph type={type} />
    <span className="sr">{TYPE_WORDS[type]}</span>
  </span>
);
