"use client";
import { useQuery } from "@tanstack/react-query";
import { FilterBar } from "@/components/ui/filter-bar";
import { Select } from "@/components/ui/select";
import { policiesQuery } from "@/lib/governance/policies/policy-queries";
import { ErrorClass } from "@/lib/platform/errors/error-class";
import type { DeadLetterFilter } from "@/lib/runtime/dead-letters/schema";

const STATES = [
  { value: "", label: "Open" },
  { value: "replayed", label: "Replayed" },
  { value: "discarded", label: "Discarded" },
];
const REASONS = [
  { value: "", label: "Any reason" },
  { value: "exhausted", label: "A step failed for good" },
  { value: "poison", label: "Poison: workers died" },
];
type Props = {
  tenant: string;
  filter: DeadLetterFilter;
  onChange: (filter: Record<string, string | undefined>) => void;
  isFiltered: boolean;
};

/** Narrows the dead letters. A step, which links of other pages set, shows as a token. */
export function DeadLetterFilters({ tenant, filter, onChange, isFiltered }: Props) {
  const { data } = useQuery(policiesQuery(tenant));
  const set = (change: Record<string, string>) => onChange({ ...filter, ...change });
  return (
    <FilterBar onClear={isFiltered ? () => onChange({}) : undefined}>
      <Select compact label="State" value={filter.state ?? ""} onChange={(state) => set({ state })} options={STATES} />
      <Select
        compact
        label="Harness"
        value={filter.harness ?? ""}
        placeholder={filter.harness}
        onChange={(harness) => set({ harness })}
        options={[
          { value: "", label: "Any harness" },
          ...(data?.harnesses ?? []).map(({ slug, name }) => ({ value: slug, label: name })),
        ]}
      />
      <Select
        compact
        label="Error class"
        value={filter.error ?? ""}
        onChange={(error) => set({ error })}
        options={[{ value: "", label: "Any error" }, ...ErrorClass.options.map((one) => ({ value: one, label: one }))]}
      />
      <Select
        compact
        label="Reason"
        value={filter.reason ?? ""}
        onChange={(reason) => set({ reason })}
        options={REASONS}
      />
      {filter.node && (
        <span className="token">
          <span className="k">Step</span>
          <span className="v">{filter.node}</span>
          <button type="button" className="x" aria-label="Remove Step" onClick={() => set({ node: "" })}>
            ×
          </button>
        </span>
      )}
    </FilterBar>
  );
}
