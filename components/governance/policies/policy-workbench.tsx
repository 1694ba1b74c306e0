"use client";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import { type ComponentProps, useDeferredValue, useState } from "react";
import { ActivateDialog } from "@/components/governance/policies/activate-dialog";
import { PolicyForm } from "@/components/governance/policies/policy-form";
import { PolicyList } from "@/components/governance/policies/policy-list";
import { PolicyText } from "@/components/governance/policies/policy-text";
import { PolicyVersions } from "@/components/governance/policies/policy-versions";
import { StarterList } from "@/components/governance/policies/starter-list";
import { TestBench } from "@/components/governance/policies/test-bench";
import { useMay } from "@/components/shell/viewer-context";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { PageHeader } from "@/components/ui/page-header";
import { Tabs } from "@/components/ui/tabs";
import { missingStarters, withPolicies } from "@/lib/governance/policies/missing-starters";
import { checkedPoliciesQuery } from "@/lib/governance/policies/policy-queries";
import type { PolicySetView, PolicyView } from "@/lib/governance/policies/schema";

type Props = { tenant: string; set: PolicySetView };

/** One text, seen as sentences or as Cedar; nothing is in force before it is activated. */
export function PolicyWorkbench({ tenant, set }: Props) {
  const may = useMay();
  const { text, setText, settled, isChanged, issues, policies } = useWorkingText(tenant, set);
  const [view, setView] = useState("sentences");
  const [editing, setEditing] = useState<PolicyView | "new" | null>(null);
  const [isActivating, setActivating] = useState(false);
  const finishEditing = (next: string | null) => {
    if (next !== null) setText(next);
    setEditing(null);
  };
  const onEdit = may("policy:write") ? setEditing : undefined;
  return (
    <>
      <PageHeader
        title="Policies"
        badges={<VersionBadge isChanged={isChanged} version={set.version} />}
        meta="What no policy allows is denied. Forbid wins."
        actions={
          <Actions
            isChanged={isChanged}
            canActivate={isChanged && issues.length === 0}
            onDiscard={() => setText(set.cedarText)}
            onNew={() => setEditing("new")}
            onActivate={() => setActivating(true)}
          />
        }
      />
      <div className="grid min-h-0 flex-1 grid-cols-[minmax(0,1fr)_340px] border-border border-t">
        <Tabs
          label="Policies"
          value={view}
          onChange={setView}
          tabs={[
            {
              value: "sentences",
              label: "Sentences",
              count: policies.length,
              content: (
                <Sentences set={set} policies={policies} issues={issues} text={text} onText={setText} onEdit={onEdit} />
              ),
            },
            {
              value: "text",
              label: "Cedar text",
              content: <PolicyText text={text} onChange={setText} issues={issues} readOnly={!may("policy:write")} />,
            },
            {
              value: "versions",
              label: "Versions",
              count: set.versions.length,
              content: <PolicyVersions tenant={tenant} versions={set.versions} active={set.version} onTake={setText} />,
            },
          ]}
        />
        <TestBench tenant={tenant} text={settled} set={set} />
      </div>
      {editing && (
        <PolicyForm
          tenant={tenant}
          text={text}
          set={set}
          policy={editing === "new" ? null : editing}
          onDone={finishEditing}
        />
      )}
      <ActivateDialog
        tenant={tenant}
        text={text}
        baseVersion={set.version}
        before={set.policies}
        after={policies}
        open={isActivating}
        onClose={() => setActivating(false)}
      />
    </>
  );
}

type SentencesProps = ComponentProps<typeof PolicyList> & {
  set: PolicySetView;
  text: string;
  onText: (text: string) => void;
};

/** What the text says, and the starter policies that are not in it. */
function Sentences({ set, text, onText, ...list }: SentencesProps) {
  const may = useMay();
  return (
    <>
      <PolicyList {...list} />
      <StarterList
        missing={missingStarters(set.starters, list.policies)}
        onAdd={may("policy:write") ? (added) => onText(withPolicies(text, added)) : undefined}
      />
    </>
  );
}

function VersionBadge({ isChanged, version }: { isChanged: boolean; version: number }) {
  return isChanged ? <Badge tone="warn">Not active yet</Badge> : <Badge tone="ok">Version {version} is active</Badge>;
}

/** The text as it is being changed, what is wrong with it, and the policies in it. */
function useWorkingText(tenant: string, set: PolicySetView) {
  const [text, setText] = useState(set.cedarText);
  const settled = useDeferredValue(text);
  const checked = useQuery({ ...checkedPoliciesQuery(tenant, settled), placeholderData: keepPreviousData });
  const isChanged = text !== set.cedarText;
  const policies = (isChanged ? checked.data?.policies : undefined) ?? set.policies;
  return { text, setText, settled, isChanged, policies, issues: checked.data?.issues ?? [] };
}

type ActionsProps = {
  isChanged: boolean;
  canActivate: boolean;
  onDiscard: () => void;
  onNew: () => void;
  onActivate: () => void;
};

function Actions({ isChanged, canActivate, onDiscard, onNew, onActivate }: ActionsProps) {
  const may = useMay();
  return (
    <>
      {isChanged && <Button onClick={onDiscard}>Discard</Button>}
      {may("policy:write") && (
        <Button onClick={onNew}>
          <Plus className="i s" aria-hidden />
          New policy
        </Button>
      )}
      {may("policy:activate") && (
        <Button variant="primary" disabled={!canActivate} onClick={onActivate}>
          Activate
        </Button>
      )}
    </>
  );
}
