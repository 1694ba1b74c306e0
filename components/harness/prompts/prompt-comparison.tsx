import { TextDiff } from "@/components/harness/prompts/text-diff";
import { Button } from "@/components/ui/button";
import type { PromptRevision } from "@/lib/harness/prompts/schema";

type Props = { before: PromptRevision; after: PromptRevision; onClose: () => void };

/** What changed from one revision to another, line by line. */
export function PromptComparison({ before, after, onClose }: Props) {
  return (
    <div className="grid gap-4 p-[20px]">
      <div className="flex items-center gap-3">
        <h2 className="grow font-semibold text-14">
          Revision {before.rev} to {after.rev}
        </h2>
        <Button onClick={onClose}>Back to the text</Button>
      </div>
      <TextDiff label="Instructions" before={before.body.system} after={after.body.system} />
      <TextDiff label="Message" before={before.body.user} after={after.body.user} />
    </div>
  );
}
