"use client";
import type { ReactNode } from "react";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { TEMPLATES, type TemplateKey } from "@/lib/harness/templates/template-list";

type Props = {
  isArchive: boolean;
  /** The buttons that make one; false without the right. */
  make: ReactNode;
  onTemplate: (template: TemplateKey) => void;
};

/** What stands for an empty list of harnesses, or for an empty archive of them. */
export function NoHarness({ isArchive, make, onTemplate }: Props) {
  if (isArchive)
    return (
      <EmptyState
        title="Nothing is archived"
        body="A harness that is not needed any more is archived from the menu of its editor. What environments run of it goes on, and it can be restored at any time."
      />
    );
  return (
    <EmptyState
      title="No harness yet"
      body="A harness is an agent or a workflow that you draw: what starts it, which models and tools it uses, where it ends. Draw one, test it, release it, and run it by API."
      action={
        make && (
          <div className="grid gap-3">
            <div>{make}</div>
            <Templates onChoose={onTemplate} />
          </div>
        )
      }
    />
  );
}

/** Drafts to start from, each with what it shows. */
function Templates({ onChoose }: { onChoose: (template: TemplateKey) => void }) {
  return (
    <section aria-label="Templates">
      <h3 className="label mb-2">Or start from a template</h3>
      <ul className="grid gap-2">
        {TEMPLATES.map(({ key, name, description, shows }) => (
          <li key={key} className="flex items-start gap-3">
            <Button size="sm" onClick={() => onChoose(key)}>
              {name}
            </Button>
            <span>
              {description} <span className="text-faint">({shows})</span>
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
