import { TextDiff } from "@/components/harness/prompts/text-diff";

type Served = { description: string; input: unknown; output: unknown; annotations: unknown };

/** What a server says of a tool now against what was approved, line by line; invisible characters are written out. */
export function ServedDiff({ before, after }: { before: Served; after: Served }) {
  return (
    <>
      <TextDiff label="Description" before={visible(before.description)} after={visible(after.description)} />
      <TextDiff label="Arguments" before={jsonOf(before.input)} after={jsonOf(after.input)} />
      <TextDiff label="Answer" before={jsonOf(before.output)} after={jsonOf(after.output)} />
      <TextDiff label="Hints of the server" before={jsonOf(before.annotations)} after={jsonOf(after.annotations)} />
    </>
  );
}

const jsonOf = (value: unknown) => visible(JSON.stringify(value, null, 2));

/** Control and format characters, and spaces at the end of a line, as their code points. */
const visible = (text: string) =>
  text.replaceAll(/[\p{Cf}\p{Cc}](?<!\n)|[^\S\n]+$/gmu, (found) =>
    [...found].map((one) => `⟨U+${(one.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}⟩`).join(""),
  );
