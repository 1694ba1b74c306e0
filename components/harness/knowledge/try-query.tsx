"use client";
import { useQuery } from "@tanstack/react-query";
import { Search } from "lucide-react";
import Link from "next/link";
import { type FormEvent, useState } from "react";
import { Button } from "@/components/ui/button";
import { ErrorState } from "@/components/ui/error-state";
import { Input } from "@/components/ui/input";
import { Skeleton } from "@/components/ui/skeleton";
import { knowledgeSearchQuery } from "@/lib/harness/knowledge/knowledge-queries";
import type { KnowledgeAnswer } from "@/lib/harness/knowledge/schema";

/** Asks what a step would find now, with the scores. */
export function TryQuery({ tenant, knowledge }: { tenant: string; knowledge: string }) {
  const [asked, setAsked] = useState("");
  const found = useQuery({ ...knowledgeSearchQuery(tenant, knowledge, asked), enabled: asked !== "" });
  const ask = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    setAsked(String(new FormData(event.currentTarget).get("query") ?? "").trim());
  };
  return (
    <section aria-label="Try a query" className="grid max-w-[900px] gap-3 px-page py-4">
      <h2 className="font-medium">Try a query</h2>
      <form onSubmit={ask} className="flex items-center gap-2">
        <div className="grow">
          <Input
            name="query"
            aria-label="Query"
            maxLength={1_000}
            placeholder="How long may I return something?"
            autoComplete="off"
          />
        </div>
        <Button type="submit">
          <Search className="i s" aria-hidden />
          Look it up
        </Button>
      </form>
      {found.error && <ErrorState error={found.error} onRetry={found.refetch} />}
      {found.isLoading && <Skeleton width="60%" />}
      {found.data && <Found tenant={tenant} knowledge={knowledge} answer={found.data} />}
    </section>
  );
}

type FoundProps = { tenant: string; knowledge: string; answer: KnowledgeAnswer };

function Found({ tenant, knowledge, answer: { items } }: FoundProps) {
  if (items.length === 0)
    return (
      <p className="text-muted" role="status">
        No passage shares a word with it.
      </p>
    );
  return (
    <ol className="grid gap-3" aria-label="Passages found">
      {items.map(({ documentId, title, position, heading, content, score }) => (
        <li key={`${documentId} ${position}`} className="grid gap-1 border-border border-t pt-3">
          <p className="flex items-baseline gap-2">
            <Link className="link" href={`/${tenant}/knowledge/${knowledge}/${documentId}#p${position}`}>
              {title}
            </Link>
            <span className="cut grow text-muted">{heading}</span>
            <span className="num s text-muted">score {score.toFixed(2)}</span>
          </p>
          <p className="line-clamp-4 whitespace-pre-wrap text-muted [overflow-wrap:anywhere]">{content}</p>
        </li>
      ))}
    </ol>
  );
}
