"use client";
import { ArrowUpRight } from "lucide-react";
import Link from "next/link";
import { lazy, Suspense, useState } from "react";
import { useEditorShared } from "@/components/harness/editor/editor-context";
import { Button } from "@/components/ui/button";
import type { FoundInPrompt, UsedPrompt } from "@/lib/harness/canvas/find-in-prompts";

const ReplaceInPrompt = lazy(() =>
  import("@/components/harness/editor/replace-in-prompt").then((module) => ({ default: module.ReplaceInPrompt })),
);
const SHOWN = 4;

/** `replacement`: null where nothing may be replaced. */
type Props = { found: readonly FoundInPrompt[]; length: number; replacement: string | null };

/** Where the text stands in stored prompts that the draft uses. They are changed by a new revision, never by the way. */
export function PromptsFound({ found, length, replacement }: Props) {
  const { tenant } = useEditorShared();
  const [asked, setAsked] = useState<FoundInPrompt | null>(null);
  return (
    <section aria-label="In stored prompts" className="find-prompts">
      <h3>In stored prompts</h3>
      <ul>
        {found.map((one) => (
          <li key={`${one.used.name}@${one.used.rev}`}>
            <div className="flex items-center gap-2">
              <Link className="link flex min-w-0 grow items-center gap-1" href={pathOf(tenant, one.used)}>
                <span className="cut">{one.used.name}</span>
                <ArrowUpRight className="i xs flex-none" aria-hidden />
              </Link>
              <small className="text-faint">
                rev {one.used.rev}, {one.used.users.length === 1 ? "one step" : `${one.used.users.length} steps`}
              </small>
              {replacement !== null && one.used.rev === one.used.newest && (
                <Button size="sm" onClick={() => setAsked(one)}>
                  Replace…
                </Button>
              )}
            </div>
            {one.found.slice(0, SHOWN).map((place) => (
              <p key={`${place.path.join(".")} ${place.at}`} className="find-text">
                {place.before}
                <mark>{place.hit}</mark>
                {place.after}
              </p>
            ))}
            {one.found.length > SHOWN && <p className="text-12 text-faint">and {one.found.length - SHOWN} more</p>}
            {replacement !== null && one.used.rev < one.used.newest && (
              <p className="text-12 text-faint">
                Revision {one.used.newest} is the newest: open the prompt to change that.
              </p>
            )}
          </li>
        ))}
      </ul>
      {asked && (
        <Suspense fallback={null}>
          <ReplaceInPrompt
            found={asked}
            length={length}
            replacement={replacement ?? ""}
            onClose={() => setAsked(null)}
          />
        </Suspense>
      )}
    </section>
  );
}

const pathOf = (tenant: string, { prompt, variant }: UsedPrompt) =>
  `/${tenant}/prompts/${prompt}${variant ? `?variant=${variant}` : ""}`;
