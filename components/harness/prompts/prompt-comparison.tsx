import { PromptDiff } from "@/components/harness/prompts/prompt-diff";
import { Button } from "@/components/ui/button";
import type { PromptBody } from "@/lib/harness/prompts/prompt-body";

/** `name`: what the text is called, for people. */
type Side = { name: string; body: PromptBody };
type Props = { before: Side; after: Side; onClose: () => void };

/** How one text differs from another, line by line. */
export function PromptComparison({ before, after, onClose }: Props) {
  return (
    <div className="grid gap-4 p-[20px]">
      <div className="flex items-center gap-3">
        <h2 className="grow font-semibold text-14">
          {before.name} to {after.name}
        </h2>
        <Button onClick={onClose}>Back to the text</Button>
      </div>
      <PromptDiff before={before.body} after={after.body} />
    </div>
  );
}
