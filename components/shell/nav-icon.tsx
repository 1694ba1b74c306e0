import {
  Activity,
  AlarmClock,
  BookOpenText,
  Cpu,
  Gauge,
  Grid3x3,
  KeyRound,
  Layers,
  LockKeyhole,
  type LucideIcon,
  MailX,
  MessagesSquare,
  Scale,
  ScrollText,
  Server,
  ShieldCheck,
  TableProperties,
  TestTubeDiagonal,
  TextQuote,
  UserCheck,
  Users,
  Wallet,
  Workflow,
  Wrench,
} from "lucide-react";
import type { NavIcon as Name } from "@/components/shell/nav-model";

const ICONS: Record<Name, LucideIcon> = {
  harnesses: Workflow,
  prompts: TextQuote,
  tools: Wrench,
  knowledge: BookOpenText,
  datasets: TableProperties,
  experiments: TestTubeDiagonal,
  runs: Activity,
  chat: MessagesSquare,
  approvals: UserCheck,
  "dead-letters": MailX,
  memory: Layers,
  triggers: AlarmClock,
  workers: Server,
  overview: Gauge,
  failures: Grid3x3,
  policies: ShieldCheck,
  decisions: Scale,
  members: Users,
  keys: KeyRound,
  secrets: LockKeyhole,
  models: Cpu,
  budgets: Wallet,
  audit: ScrollText,
};

export function NavIcon({ name }: { name: Name }) {
  const Icon = ICONS[name];
  return <Icon className="i" aria-hidden />;
}
