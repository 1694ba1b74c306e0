import Link from "next/link";
import { UsedBy } from "@/components/harness/harnesses/used-by";
import { Button } from "@/components/ui/button";
import { classNames } from "@/components/ui/class-names";
import { RelativeTime } from "@/components/ui/relative-time";
import type { PromptView } from "@/lib/harness/prompts/schema";

type Props = {
  tenant: string;
  prompt: PromptView;
  /** Name of the variant that this one is compared with. */
  compared: string | undefined;
  onCompare: (variant: string) => void;
};

/** The variants of a prompt: where each came from, which drafts use it, and how it differs from the one that is open. */
export function PromptVariants({ tenant, prompt, compared, onCompare }: Props) {
  return (
    <section aria-label="Variants">
      <h2 className="px-[16px] pt-4 pb-2 font-semibold text-13">Variants</h2>
      <ul>
        {prompt.variants.map(({ name, newest, forkedFrom, usedBy }) => (
          <li
            key={name}
            className={classNames(
              "flex items-start gap-3 border-border border-b px-[16px] py-2.5",
              name === compared && "bg-accent-soft",
            )}
          >
            <div className="min-w-0 grow">
              <p className="flex min-w-0 items-baseline gap-2">
                {name === prompt.variant ? (
                  <b className="mono cut" title={name}>
                    {name}
                  </b>
                ) : (
                  <Link
                    className="linkish mono cut"
                    title={name}
                    href={`/${tenant}/prompts/${prompt.key}?variant=${name}`}
                  >
                    {name}
                  </Link>
                )}
                <span className="num text-12 text-faint">revision {newest.rev}</span>
              </p>
              <p className="text-12 text-muted">
                {forkedFrom && `Forked from ${forkedFrom.variant}, revision ${forkedFrom.rev}. `}
                Revised <RelativeTime at={newest.at} />, used by <UsedBy tenant={tenant} harnesses={usedBy} />
              </p>
            </div>
            {name === prompt.variant ? (
              <span className="text-12 text-faint">open</span>
            ) : (
              <Button size="sm" aria-pressed={name === compared} onClick={() => onCompare(name)}>
                Compare
              </Button>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
