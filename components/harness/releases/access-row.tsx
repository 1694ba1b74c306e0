import { ArrowRight, CircleMinus, CirclePlus, Equal, PenLine } from "lucide-react";
import { Status } from "@/components/ui/status";
import type { AccessAnswer, AccessChange } from "@/lib/harness/releases/schema";

const LOOK = {
  added: { icon: CirclePlus, tone: "ok", word: "New" },
  removed: { icon: CircleMinus, tone: "fail", word: "Gone" },
  changed: { icon: PenLine, tone: "warn", word: "Changed" },
  same: { icon: Equal, tone: "faint", word: "Same" },
} as const;
const DOES: Record<AccessChange["does"], string> = {
  "use-model": "Use the model",
  "call-tool": "Call the tool",
  "send-http": "Send",
  "read-knowledge": "Read the knowledge",
  "agent-read-memory": "Let an agent read the memory of the",
  "agent-write-memory": "Let an agent write the memory of the",
  "read-memory": "Read the memory of the",
  "write-memory": "Write the memory of the",
  "run-release": "Run the release",
};
const MAY = { allow: "allows", ask: "asks a person", forbid: "forbids" } as const;

/** One thing that a release can reach, and what the policies say of it before and after. */
export function AccessRow({ item: { does, resource, change, steps, before, after } }: { item: AccessChange }) {
  const { icon: Icon, tone, word } = LOOK[change];
  const answer = after ?? before;
  return (
    <li className="flex items-start gap-2 border-border border-t py-2 first:border-t-0">
      <Icon className={`i s mt-1 flex-none ${tone}`} role="img" aria-label={word} />
      <div className="grid min-w-0 grow gap-0.5">
        <p className="[overflow-wrap:anywhere]">
          <span className="text-muted">{DOES[does]}</span> <span className="mono">{resource}</span>
          <span className="text-12 text-faint"> in {steps.join(", ")}</span>
        </p>
        {answer && <Because answer={answer} />}
        {answer?.conditional.map(({ title, effect }) => (
          <p key={title} className="text-12 text-muted">
            Depends on the call: “{title}” {MAY[effect]}
          </p>
        ))}
      </div>
      <span className="flex flex-none items-center gap-2">
        {change === "changed" && before && (
          <>
            <Status status={before.verdict} />
            <ArrowRight className="i s faint" role="img" aria-label="becomes" />
          </>
        )}
        {answer &&
          (change === "removed" ? (
            <s>
              <Status status={answer.verdict} />
            </s>
          ) : (
            <Status status={answer.verdict} />
          ))}
      </span>
    </li>
  );
}

function Because({ answer: { verdict, why, policies } }: { answer: AccessAnswer }) {
  const titles = policies.map((title) => `“${title}”`).join(", ");
  const words =
    why === "default_deny"
      ? "No policy allows it"
      : titles || (verdict === "unasked" ? "No policy is asked about it" : "The policies could not be applied to it");
  return <p className="text-12 text-muted">{words}</p>;
}
