"use client";
import { ChevronDown, ChevronRight, X } from "lucide-react";
import { memo } from "react";
import { Handle, type NodeProps, Position } from "reactflow";
import { useEditor, useEditorStores, useView } from "@/components/harness/editor/editor-context";
import { IconButton } from "@/components/ui/icon-button";
import { changeGroup, ungroup } from "@/lib/harness/canvas/group-nodes";
import type { NodeGroup } from "@/lib/harness/graph/draft";

const colourOf = ({ colour }: NodeGroup) => ({
  borderColor: `color-mix(in oklab, var(--cat-${colour + 1}) 55%, var(--border))`,
});

const useGroup = (id: string) => useEditor((state) => state.draft.groups.find((group) => group.id === id));

/** A frame around nodes that belong together. */
export const GroupFrame = memo(function GroupFrame({ id }: NodeProps) {
  const group = useGroup(id);
  if (!group) return null;
  return (
    <div className="group-frame" style={colourOf(group)}>
      <GroupHead group={group} />
    </div>
  );
});

/** A collapsed group: one card instead of its nodes. */
export const GroupCard = memo(function GroupCard({ id }: NodeProps) {
  const group = useGroup(id);
  const failed = useView(({ runs }) => group?.nodes.some((node) => runs.get(node)?.status === "error") ?? false);
  if (!group) return null;
  return (
    <div className="node flow-node group-card" style={colourOf(group)}>
      <Handle id="in" type="target" position={Position.Top} isConnectable={false} className="flow-port in" />
      <GroupHead group={group} />
      <div className="m">
        <span>{group.nodes.length} nodes</span>
        {failed && <span className="fail">a step failed</span>}
      </div>
      <Handle id="out" type="source" position={Position.Bottom} isConnectable={false} className="flow-port on" />
    </div>
  );
});

function GroupHead({ group }: { group: NodeGroup }) {
  const { store } = useEditorStores();
  const readOnly = useEditor((state) => state.readOnly);
  const { run } = store.getState();
  const change = (patch: Partial<NodeGroup>, merge?: string) =>
    void run(changeGroup(store.getState().draft, group.id, patch), merge);
  const Chevron = group.collapsed ? ChevronRight : ChevronDown;
  return (
    <div className="group-head">
      <IconButton
        label={group.collapsed ? "Open the group" : "Collapse the group"}
        size="sm"
        className="nodrag"
        disabled={readOnly}
        onClick={() => change({ collapsed: !group.collapsed })}
      >
        <Chevron className="i xs" aria-hidden />
      </IconButton>
      <input
        className="nodrag"
        aria-label="Name of the group"
        value={group.label}
        maxLength={80}
        readOnly={readOnly}
        onChange={(event) => change({ label: event.target.value }, `group:${group.id}`)}
      />
      {!readOnly && (
        <IconButton
          label="Take the frame away"
          size="sm"
          className="nodrag"
          onClick={() => void run(ungroup(store.getState().draft, group.id))}
        >
          <X className="i xs" aria-hidden />
        </IconButton>
      )}
    </div>
  );
}
