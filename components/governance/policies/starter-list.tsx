"use client";
import { Plus } from "lucide-react";
import { useEffect, useRef } from "react";
import { EffectIcon } from "@/components/governance/policies/effect-icon";
import { Button } from "@/components/ui/button";
import type { PolicyView } from "@/lib/governance/policies/schema";

/** Links of other pages lead here. */
const ANCHOR = "starter-policies";

type Props = { missing: readonly PolicyView[]; onAdd: ((added: readonly PolicyView[]) => void) | undefined };

/** What a new tenant starts with and this one does not have. Added ones are part of the text; they work once it is activated. */
export function StarterList({ missing, onAdd }: Props) {
  const section = useRef<HTMLElement>(null);
  useEffect(() => {
    if (location.hash === `#${ANCHOR}`) section.current?.scrollIntoView({ block: "nearest" });
  }, []);
  if (missing.length === 0) return null;
  return (
    <section ref={section} id={ANCHOR} aria-labelledby={`${ANCHOR}-title`} className="mt-6 border-border border-t pb-4">
      <header className="flex items-center gap-3 px-page pt-4 pb-1">
        <div className="grid min-w-0 flex-1">
          <h2 id={`${ANCHOR}-title`} className="sec">
            Starter policies you do not have
          </h2>
          <p className="text-12 text-muted">
            A new organisation starts with these.{" "}
            {onAdd ? "What you add works once you activate it." : "An owner or administrator can add them."}
          </p>
        </div>
        {onAdd && missing.length > 1 && (
          <Button size="sm" onClick={() => onAdd(missing)}>
            Add all {missing.length}
          </Button>
        )}
      </header>
      <ul className="divide-y divide-border">
        {missing.map((policy) => (
          <li key={policy.id} className="flex items-center gap-3 px-page py-2.5">
            <EffectIcon policy={policy} />
            <div className="grid min-w-0 flex-1">
              <span className="cut font-medium">{policy.title}</span>
              <span className="cut text-muted">{policy.words}</span>
            </div>
            <span className="mono s faint">{policy.id}</span>
            {onAdd && (
              <Button size="sm" variant="ghost" aria-label={`Add: ${policy.title}`} onClick={() => onAdd([policy])}>
                <Plus className="i s" aria-hidden />
                Add
              </Button>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
