"use client";
import { ChevronDown, ChevronUp } from "lucide-react";
import { useState } from "react";
import { useEditorShared } from "@/components/harness/editor/editor-context";
import { KINDS, SCOPES } from "@/components/harness/inspector/memory-words";
import { useNodeEdits } from "@/components/harness/inspector/use-node";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import type { DraftNode } from "@/lib/harness/graph/draft";
import { withKind, withRight } from "@/lib/harness/graph/memory-grant-edits";
import { memoryUse, stepActionId } from "@/lib/harness/readiness/step-actions";
import { isSharedScope, kindsOf, type MemoryGrant, type MemoryScopeName } from "@/lib/release/memory-grants";
import { memoryGrantsOf } from "@/lib/release/memory-grants-of";

const RIGHTS = ["read", "write"] as const;
const VERDICT = {
  deny: "is forbidden by policy",
  never: "is forbidden by policy",
  needs_approval: "asks a person first",
} as const;

/** What an agent may read and write by itself, in whose memory. */
export function MemoryGrants({ node }: { node: DraftNode }) {
  const { setConfig, removeConfig } = useNodeEdits(node);
  const grants = memoryGrantsOf(node);
  const change = (next: MemoryGrant[]) =>
    next.length === 0
      ? removeConfig("memory")
      : setConfig({ memory: next.map(({ kinds, ...grant }) => ({ ...grant, ...(kinds && { kinds }) })) }, "memory");
  return (
    <section aria-label="Memory" className="grid gap-1.5" data-place="memory">
      <table className="memory-grants">
        <thead>
          <tr>
            <th scope="col" className="label">
              Memory of
            </th>
            <th scope="col">Read</th>
            <th scope="col">Write</th>
          </tr>
        </thead>
        <tbody>
          {SCOPES.map(({ value, label, means }) => (
            <ScopeRow key={value} scope={value} label={label} means={means} grants={grants} onChange={change} />
          ))}
        </tbody>
      </table>
      <p className="text-12 text-faint">
        The agent gets tools to search, save, update and forget there. Whose memory it is follows from the run.
      </p>
    </section>
  );
}

type RowProps = {
  scope: MemoryScopeName;
  label: string;
  means: string;
  grants: readonly MemoryGrant[];
  onChange: (grants: MemoryGrant[]) => void;
};

function ScopeRow({ scope, label, means, grants, onChange }: RowProps) {
  const [showsKinds, setShowsKinds] = useState(false);
  const notes = useNotes(scope, grants);
  const grant = grants.find((one) => one.scope === scope);
  const Arrow = showsKinds ? ChevronUp : ChevronDown;
  return (
    <tr>
      <th scope="row">
        <div className="grid justify-items-start">
          <span>{label}</span>
          <span className="text-12 text-faint">{means}</span>
          {notes.map((note) => (
            <span key={note} className="text-12 text-warn">
              {note}
            </span>
          ))}
          {grant && (
            <Button
              size="sm"
              variant="ghost"
              className="-ml-2"
              aria-expanded={showsKinds}
              onClick={() => setShowsKinds(!showsKinds)}
            >
              {kindsOf(grant).map(kindInWords).join(", ")}
              <Arrow className="i xs" aria-hidden />
            </Button>
          )}
          {grant && showsKinds && <KindPicks label={label} grant={grant} grants={grants} onChange={onChange} />}
        </div>
      </th>
      {RIGHTS.map((right) => (
        <td key={right}>
          <Checkbox
            hideLabel
            label={`Memory of ${label}: ${right}`}
            checked={grant?.[right] ?? false}
            onChange={(isOn) => onChange(withRight(grants, scope, { [right]: isOn }))}
          />
        </td>
      ))}
    </tr>
  );
}

/** What a person should know before they leave a right as it is. */
function useNotes(scope: MemoryScopeName, grants: readonly MemoryGrant[]): string[] {
  const { library } = useEditorShared();
  const grant = grants.find((one) => one.scope === scope);
  if (!grant) return [];
  const ofPolicies = RIGHTS.flatMap((right) => {
    const verdict = library.facts.stepVerdicts?.[stepActionId(memoryUse(scope, right))];
    if (!grant[right] || verdict === undefined || verdict === "allow") return [];
    return [`${right === "read" ? "Reading" : "Writing"} ${VERDICT[verdict]}`];
  });
  return [...(grant.write && isSharedScope(scope) ? ["Others read what it writes"] : []), ...ofPolicies];
}

const kindInWords = (kind: string): string =>
  (KINDS.find(({ value }) => value === kind)?.label ?? kind).split(",")[0] ?? kind;

type KindProps = Omit<RowProps, "scope" | "means"> & { grant: MemoryGrant };

function KindPicks({ label, grant, grants, onChange }: KindProps) {
  const kinds = kindsOf(grant);
  return (
    <fieldset className="grid gap-1 pt-1">
      <legend className="sr">Kinds of entries in the memory of {label}</legend>
      {KINDS.map(({ value, label: name }) => (
        <Checkbox
          key={value}
          label={name.split(",")[0]}
          checked={kinds.includes(value)}
          disabled={kinds.length === 1 && kinds.includes(value)}
          onChange={(isOn) => onChange(withKind(grants, grant.scope, { kind: value, isOn }))}
        />
      ))}
    </fieldset>
  );
}
