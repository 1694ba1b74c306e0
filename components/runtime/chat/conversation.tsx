"use client";
import { Fragment, useEffect, useRef } from "react";
import { ChatComposer } from "@/components/runtime/chat/chat-composer";
import { ChatTurn } from "@/components/runtime/chat/chat-turn";
import { useChat } from "@/components/runtime/chat/use-chat";
import { useChatSummary } from "@/components/runtime/chat/use-chat-summary";
import { SummaryMark } from "@/components/runtime/memory/summary-mark";
import { useMay } from "@/components/shell/viewer-context";
import { Button } from "@/components/ui/button";
import { ErrorState } from "@/components/ui/error-state";
import { Skeleton } from "@/components/ui/skeleton";
import type { ChatPartner } from "@/lib/runtime/chat/schema";

type Props = { tenant: string; partner: ChatPartner; thread: string | null; onThread: (thread: string) => void };

/** The turns of one conversation, and where to say something. */
export function Conversation({ tenant, partner, thread, onThread }: Props) {
  const { turns, say, isLoading, error, retry, older } = useChat({ tenant, partner, thread, onThread });
  const { summary, place } = useChatSummary({ tenant, thread, turns });
  const mayStart = useMay()("run:start");
  const agent = partner.harness.name;
  return (
    <section className="flex min-h-0 min-w-0 flex-1 flex-col" aria-label={`Conversation with ${agent}`}>
      <Scrolled follow={turns.length}>
        {error && <ErrorState error={error} onRetry={retry} />}
        {isLoading && <Skeleton width="50%" />}
        {older && (
          <Button size="sm" className="justify-self-start" onClick={older}>
            Older messages
          </Button>
        )}
        {turns.length === 0 && !isLoading && (
          <p className="max-w-[52ch] text-muted">
            A new conversation with <b className="medium text-text">{agent}</b>, release r{partner.release ?? "?"} in{" "}
            {partner.environment}. Each message is a run: it is limited, decided about and traced like any other.
          </p>
        )}
        <ol className="grid gap-6">
          {summary && place === 0 && (
            <li>
              <SummaryMark summary={summary} />
            </li>
          )}
          {turns.map((runId, at) => (
            <Fragment key={runId}>
              <ChatTurn tenant={tenant} runId={runId} field={partner.field} agent={agent} />
              {summary && place === at + 1 && (
                <li>
                  <SummaryMark summary={summary} />
                </li>
              )}
            </Fragment>
          ))}
        </ol>
      </Scrolled>
      <div className="grid flex-none gap-2 border-border border-t px-page py-3">
        <div className="mx-auto grid w-full max-w-[760px] gap-2">
          {say.error && <ErrorState error={say.error} />}
          {mayStart ? (
            <ChatComposer agent={agent} isSending={say.isPending} onSay={say.mutate} />
          ) : (
            <p className="text-12 text-faint">Saying something needs the right run:start.</p>
          )}
        </div>
      </div>
    </section>
  );
}

/** Stays at its end while turns are added and grow, unless the person has scrolled up. */
function Scrolled({ follow, children }: { follow: number; children: React.ReactNode }) {
  const box = useRef<HTMLDivElement>(null);
  const inner = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const [outer, content] = [box.current, inner.current];
    if (!outer || !content || follow === 0) return;
    outer.scrollTop = outer.scrollHeight;
    const observer = new ResizeObserver(() => {
      const isNearEnd = outer.scrollHeight - outer.scrollTop - outer.clientHeight < 240;
      if (isNearEnd) outer.scrollTop = outer.scrollHeight;
    });
    observer.observe(content);
    return () => observer.disconnect();
  }, [follow]);
  return (
    <div ref={box} className="min-h-0 flex-1 overflow-y-auto px-page py-5">
      <div ref={inner} className="mx-auto grid w-full max-w-[760px] gap-5">
        {children}
      </div>
    </div>
  );
}
