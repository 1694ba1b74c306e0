import {
  BookOpenText,
  Bot,
  Braces,
  CalendarClock,
  CircleDot,
  CircleHelp,
  CodeXml,
  Flag,
  Globe,
  Hourglass,
  Layers,
  type LucideIcon,
  Merge,
  MessageSquare,
  PenLine,
  RefreshCw,
  Repeat2,
  ShieldCheck,
  Split,
  StickyNote,
  Tags,
  UserCheck,
  Webhook,
  Workflow,
  Wrench,
} from "lucide-react";

type Look = { icon: LucideIcon; family: string };

/** Icon and colour family of every kind of node and span. */
const LOOKS: Record<string, Look> = {
  "trigger.api": { icon: Webhook, family: "trigger" },
  "trigger.chat": { icon: MessageSquare, family: "trigger" },
  "trigger.webhook": { icon: Webhook, family: "trigger" },
  "trigger.schedule": { icon: CalendarClock, family: "trigger" },
  trigger: { icon: Webhook, family: "trigger" },
  llm: { icon: PenLine, family: "model" },
  agent: { icon: Bot, family: "model" },
  classify: { icon: Tags, family: "model" },
  tool: { icon: Wrench, family: "tool" },
  http: { icon: Globe, family: "tool" },
  transform: { icon: Braces, family: "data" },
  branch: { icon: Split, family: "flow" },
  map: { icon: Repeat2, family: "flow" },
  join: { icon: Merge, family: "flow" },
  end: { icon: Flag, family: "flow" },
  code: { icon: CodeXml, family: "tool" },
  subflow: { icon: Workflow, family: "tool" },
  loop: { icon: RefreshCw, family: "flow" },
  wait: { icon: Hourglass, family: "flow" },
  approval: { icon: UserCheck, family: "guard" },
  guardrail: { icon: ShieldCheck, family: "guard" },
  retrieve: { icon: BookOpenText, family: "memory" },
  "memory.read": { icon: Layers, family: "memory" },
  "memory.write": { icon: Layers, family: "memory" },
  placeholder: { icon: CircleHelp, family: "flow" },
  note: { icon: StickyNote, family: "flow" },
  policy: { icon: ShieldCheck, family: "guard" },
  memory: { icon: Layers, family: "memory" },
};
const OTHER: Look = { icon: CircleDot, family: "flow" };

/** The class that sets the family's colour as `--fam` for what is inside. */
export const familyClass = (kind: string): string => `fam-${(LOOKS[kind] ?? OTHER).family}`;

export function NodeKindIcon({ kind }: { kind: string }) {
  const Icon = (LOOKS[kind] ?? OTHER).icon;
  return <Icon className={`i s ${familyClass(kind)} fam`} aria-hidden />;
}
