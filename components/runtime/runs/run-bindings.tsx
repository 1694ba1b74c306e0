"use client";
import { useQuery } from "@tanstack/react-query";
import { runQuery } from "@/lib/runtime/runs/run-queries";

/** The variables and bound models that a run was started with, whatever its environment has now. Nothing for a run without. */
export function RunBindings({ tenant, runId }: { tenant: string; runId: string }) {
  const { data } = useQuery(runQuery(tenant, runId));
  const vars = Object.entries(data?.vars ?? {});
  const models = Object.entries(data?.models ?? {});
  if (vars.length + models.length === 0) return null;
  return (
    <dl className="flex flex-wrap items-baseline gap-x-5 gap-y-1 px-page pb-2">
      {vars.map(([name, value]) => (
        <Binding key={name} name={`vars.${name}`} value={JSON.stringify(value)} />
      ))}
      {models.map(([slot, model]) => (
        <Binding key={slot} name={`Slot ${slot}`} value={model} />
      ))}
    </dl>
  );
}

function Binding({ name, value }: { name: string; value: string }) {
  return (
    <div className="flex min-w-0 max-w-full items-baseline gap-2">
      <dt className="flex-none text-faint">{name}</dt>
      <dd className="mono s cut" title={value}>
        {value}
      </dd>
    </div>
  );
}
