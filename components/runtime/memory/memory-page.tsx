"use client";
import { ContextWindow } from "@/components/runtime/memory/context-window";
import { EntriesTable } from "@/components/runtime/memory/entries-table";
import { ThreadsTable } from "@/components/runtime/memory/threads-table";
import { useMemoryView } from "@/components/runtime/memory/use-memory-view";
import { PageHeader } from "@/components/ui/page-header";
import { Tabs } from "@/components/ui/tabs";

/** What agents were told, what they were not, and what they remember. */
export function MemoryPage({ tenant }: { tenant: string }) {
  const view = useMemoryView();
  return (
    <>
      <PageHeader title="Memory" meta="What each model call was told, what was left out, and what is remembered" />
      <Tabs
        label="Memory"
        value={view.tab}
        onChange={(tab) => view.show({ tab, open: null })}
        tabs={[
          { value: "context", label: "Context window", content: <ContextWindow tenant={tenant} view={view} /> },
          { value: "threads", label: "Threads", content: <ThreadsTable tenant={tenant} view={view} /> },
          { value: "entries", label: "Entries", content: <EntriesTable tenant={tenant} view={view} /> },
        ]}
      />
    </>
  );
}
