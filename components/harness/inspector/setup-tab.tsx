"use client";
import type { ComponentType } from "react";
import { BranchForm } from "@/components/harness/inspector/branch-form";
import { ClassifyForm } from "@/components/harness/inspector/classify-form";
import { ConfigForm } from "@/components/harness/inspector/config-form";
import { EndForm, JoinForm, MapForm, TransformForm } from "@/components/harness/inspector/flow-forms";
import { HttpForm } from "@/components/harness/inspector/http-form";
import { ModelForm } from "@/components/harness/inspector/model-form";
import { ApiTriggerForm, ChatTriggerForm, NoteForm } from "@/components/harness/inspector/simple-forms";
import { ToolForm } from "@/components/harness/inspector/tool-form";
import type { DraftNode } from "@/lib/harness/graph/draft";
import type { NodeKind } from "@/lib/release/node-config";

const FORMS: Partial<Record<NodeKind, ComponentType<{ node: DraftNode }>>> = {
  "trigger.api": ApiTriggerForm,
  "trigger.chat": ChatTriggerForm,
  llm: ModelForm,
  agent: ModelForm,
  classify: ClassifyForm,
  tool: ToolForm,
  http: HttpForm,
  transform: TransformForm,
  branch: BranchForm,
  map: MapForm,
  join: JoinForm,
  end: EndForm,
  note: NoteForm,
};

/** What the node does, by its kind. A kind without a form of its own is edited as it is stored. */
export function SetupTab({ node }: { node: DraftNode }) {
  const Form = FORMS[node.kind] ?? ConfigForm;
  return <Form node={node} />;
}
