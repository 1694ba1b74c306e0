import { TextDiff } from "@/components/harness/prompts/text-diff";
import { type PromptBody, promptParts } from "@/lib/harness/prompts/prompt-body";

/** What changed in the messages of a prompt, line by line: instructions, examples, and what is asked. */
export function PromptDiff({ before, after }: { before: PromptBody; after: PromptBody }) {
  const [old, now] = [promptParts(before), promptParts(after)];
  const examples = [examplesText(old), examplesText(now)] as const;
  return (
    <>
      <TextDiff label="Instructions" before={old.system} after={now.system} />
      {(examples[0] !== "" || examples[1] !== "") && (
        <TextDiff label="Examples" before={examples[0]} after={examples[1]} />
      )}
      <TextDiff label="Message" before={old.user} after={now.user} />
    </>
  );
}

const WHO = { user: "User", assistant: "Assistant" } as const;

/** The examples as one text, so that one that comes or moves shows as such. */
const examplesText = ({ examples = [] }: ReturnType<typeof promptParts>): string =>
  examples.map(({ role, content }) => `${WHO[role]}:\n${content}`).join("\n");
