"use client";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Check, Minus, X } from "lucide-react";
import { useMemo } from "react";
import { z } from "zod";
import { inOneLine } from "@/components/harness/datasets/row-columns";
import { ItemDrawer } from "@/components/harness/experiments/item-drawer";
import { DataTable } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { Segmented } from "@/components/ui/segmented";
import type { TableColumn } from "@/components/ui/table-column";
import { useUrlFilter } from "@/components/ui/use-url-filter";
import { itemsQuery } from "@/lib/harness/experiments/experiment-queries";
import type { ExperimentView, MatrixItem } from "@/lib/harness/experiments/schema";

const Shown = z.object({
  only: z.enum(["fixed", "broken", "failed", "ungraded"]).optional(),
  /** Id of the row in the drawer. */
  item: z.string().max(40).optional(),
});
type Only = NonNullable<z.infer<typeof Shown>["only"]> | "all";

/** Why a list of rows is empty. */
const NONE: Record<Only, { title: string; body: string }> = {
  all: { title: "No row yet", body: "Rows appear here with the first trials." },
  fixed: { title: "No row is fixed", body: "A row is fixed by a variant that passes it where the baseline does not." },
  broken: {
    title: "No row is broken",
    body: "A row is broken by a variant that does not pass it where the baseline does.",
  },
  failed: { title: "No row failed", body: "Every variant passed each row that is graded." },
  ungraded: { title: "No row is ungraded", body: "Each trial that is finished has its grade." },
};

/** Rows against variants: how often each passed. Filter and opened row are in the URL. */
export function ItemMatrix({ tenant, experiment }: { tenant: string; experiment: ExperimentView }) {
  const { filter, change } = useUrlFilter(Shown);
  const list = useInfiniteQuery(itemsQuery(tenant, experiment.id, filter.only));
  const rows = useMemo(() => list.data?.pages.flatMap((page) => page.items), [list.data]);
  const columns = useMemo(() => columnsOf(experiment), [experiment]);
  const options: { value: Only; label: string }[] = [
    { value: "all", label: "All rows" },
    ...(experiment.plan.baseline
      ? ([
          { value: "fixed", label: "Fixed" },
          { value: "broken", label: "Broken" },
        ] as const)
      : []),
    { value: "failed", label: "Failed" },
    { value: "ungraded", label: "Ungraded" },
  ];
  return (
    <section aria-label="Rows">
      <div className="flex items-center gap-3 px-page pt-5 pb-3">
        <h2 className="font-semibold text-13">Rows</h2>
        <Segmented<Only>
          label="Which rows"
          value={filter.only ?? "all"}
          onChange={(only) => change({ only: only === "all" ? undefined : only })}
          options={options}
        />
      </div>
      <DataTable
        caption="Rows of the experiment"
        columns={columns}
        rows={rows}
        rowKey={(row) => row.item}
        onOpen={(row) => change({ ...filter, item: row.item })}
        selectedKey={filter.item ?? null}
        isLoading={list.isLoading || list.isFetchingNextPage}
        error={list.error}
        onRetry={() => void list.refetch()}
        nextCursor={list.hasNextPage ? "more" : null}
        onMore={() => void list.fetchNextPage()}
        empty={<EmptyState {...NONE[filter.only ?? "all"]} />}
      />
      {filter.item && (
        <ItemDrawer
          tenant={tenant}
          experiment={experiment}
          item={filter.item}
          onClose={() => change({ ...filter, item: undefined })}
        />
      )}
    </section>
  );
}

const columnsOf = ({ plan, analysis }: ExperimentView): readonly TableColumn<MatrixItem>[] => [
  {
    key: "input",
    header: "Input",
    primary: true,
    cell: ({ input }) => (
      <span className="cut block" style={{ maxWidth: "56ch" }}>
        {inOneLine(input)}
      </span>
    ),
  },
  ...plan.cells.map(({ key, label }) => {
    const against = analysis.find((one) => one.cell === key)?.against;
    const [fixed, broken] = [new Set(against?.fixed), new Set(against?.broken)];
    return {
      key,
      header: <VariantHead label={label} isBaseline={key === plan.baseline} />,
      width: "150px",
      cell: ({ item, cells }: MatrixItem) => (
        <span className="flex items-center gap-2">
          <Passed cell={cells.find((one) => one.cell === key)} />
          {fixed.has(item) && <span className="badge ok">fixed</span>}
          {broken.has(item) && <span className="badge fail">broken</span>}
        </span>
      ),
    };
  }),
];

function VariantHead({ label, isBaseline }: { label: string; isBaseline: boolean }) {
  return (
    <span className="flex gap-1" style={{ maxWidth: "32ch" }} title={label}>
      <span className="cut">{label}</span>
      {isBaseline && <span className="flex-none font-normal text-faint">baseline</span>}
    </span>
  );
}

function Passed({ cell }: { cell: MatrixItem["cells"][number] | undefined }) {
  if (!cell || cell.graded === 0) return <span className="faint">{cell && cell.trials > 0 ? "–" : ""}</span>;
  const { passed, graded } = cell;
  const share = graded === 1 ? (passed === 1 ? "passed" : "failed") : `${passed} of ${graded}`;
  const [Icon, tone] =
    passed === graded ? ([Check, "ok"] as const) : passed === 0 ? ([X, "fail"] as const) : ([Minus, "warn"] as const);
  return (
    <span className={`st ${tone === "ok" ? "muted" : tone}`}>
      <Icon className={`i s ${tone}`} aria-hidden />
      {share}
    </span>
  );
}
