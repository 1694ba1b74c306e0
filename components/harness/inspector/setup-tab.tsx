"use client";
import type { ComponentType } from "react";
import { BranchForm } from "@/components/harness/inspector/branch-form";
import { ClassifyForm } from "@/components/harness/inspector/classify-form";
import { CodeForm } from "@/components/harness/inspector/code-form";
import { EndForm, JoinForm, MapForm, TransformForm } from "@/components/harness/inspector/flow-forms";
import { GuardrailForm } from "@/components/harness/inspector/guardrail-form";
import { HttpForm } from "@/components/harness/inspector/http-form";
import { MemoryReadForm, MemoryWriteForm } from "@/components/harness/inspector/memory-forms";
import { ModelForm } from "@/components/harness/inspector/model-form";
import { PlaceholderForm } from "@/components/harness/inspector/placeholder-form";
import { RetrieveForm } from "@/components/harness/inspector/retrieve-form";
import { ApiTriggerForm, ChatTriggerForm, NoteForm } from "@/components/harness/inspector/simple-forms";
import { SubflowForm } from "@/components/harness/inspector/subflow-form";
import { ToolForm } from "@/components/harness/inspector/tool-form";
import { ScheduleForm, WebhookForm } from "@/components/harness/inspector/trigger-forms";
import { ApprovalForm, LoopForm, WaitForm } from "@/components/harness/inspector/waiting-forms";
import type { DraftNode } from "@/lib/harness/graph/draft";
import type { NodeKind } from "@/lib/release/node-config";

const FORMS: Record<NodeKind, ComponentType<{ node: DraftNode }>> = {
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
  "trigger.webhook": WebhookForm,
  "trigger.schedule": ScheduleForm,
  code: CodeForm,
  loop: LoopForm,
  wait: WaitForm,
  approval: ApprovalForm,
  subflow: SubflowForm,
  "memory.read": MemoryReadForm,
  "memory.write": MemoryWriteForm,
  retrieve: RetrieveForm,
  guardrail: GuardrailForm,
  placeholder: PlaceholderForm,
};

/** What the node does, by its kind. */
export function SetupTab({ node }: { node: DraftNode }) {
  const Form = FORMS[node.kind];
  return <Form node={node} />;
}
