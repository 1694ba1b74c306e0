import { ApiOperationSection } from "@/components/docs/api-operation-section";
import type { ApiGroup } from "@/components/docs/api-operations";
import { ApiShell } from "@/components/docs/api-shell";

type Props = { groups: readonly ApiGroup[]; group: ApiGroup; origin: string; tenant: string | null };

/** The operations of one group: readable and linkable without a script. */
export function ApiGroupPage({ groups, group, origin, tenant }: Props) {
  return (
    <ApiShell groups={groups} current={group.id} tenant={tenant}>
      <h1 className="font-semibold text-20 tracking-[-0.018em]">{group.tag}</h1>
      {group.operations.map((operation) => (
        <ApiOperationSection key={operation.id} operation={operation} origin={origin} tenant={tenant ?? "<tenant>"} />
      ))}
    </ApiShell>
  );
}
