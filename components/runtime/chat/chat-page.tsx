"use client";
import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { usePathname, useRouter, useSearchParams } from "next/navigation";
import { useState } from "react";
import { ChatList } from "@/components/runtime/chat/chat-list";
import { chatPartnerKey } from "@/components/runtime/chat/chat-partner-key";
import { Conversation } from "@/components/runtime/chat/conversation";
import { buttonClass } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { ErrorState } from "@/components/ui/error-state";
import { PageHeader } from "@/components/ui/page-header";
import { Skeleton } from "@/components/ui/skeleton";
import { chatPartnersQuery } from "@/lib/runtime/chat/chat-queries";
import { ChatPartnerList } from "@/lib/runtime/chat/schema";

/** Talk to a released harness. Who and which conversation are in the URL. */
export function ChatPage({ tenant }: { tenant: string }) {
  const { data, error, refetch } = useQuery(chatPartnersQuery(tenant));
  const place = useChatPlace();
  const partners = data && ChatPartnerList.parse(data).items;
  const partner = partners?.find((one) => chatPartnerKey(one) === place.agent) ?? partners?.[0];
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <PageHeader title="Chat" meta="Talk to a release. Every message is a run: live, limited and traced." />
      {error && !data && (
        <div className="p-5">
          <ErrorState error={error} onRetry={() => void refetch()} />
        </div>
      )}
      {!partners && !error && (
        <div className="p-5">
          <Skeleton width="40%" />
        </div>
      )}
      {partners?.length === 0 && (
        <EmptyState
          title="Nobody to talk to yet"
          body="A harness with a chat trigger, released and promoted to staging or production, answers here."
          action={
            <Link className={buttonClass("primary")} href={`/${tenant}/harnesses`}>
              Open the harnesses
            </Link>
          }
        />
      )}
      {partners && partner && (
        <div className="flex min-h-0 flex-1 border-border border-t max-md:flex-col">
          <ChatList
            tenant={tenant}
            partners={partners}
            partner={partner}
            thread={place.thread}
            onPartner={(agent) => place.show({ agent, thread: null })}
            onThread={(thread) => place.show({ agent: chatPartnerKey(partner), thread })}
          />
          <Conversation
            key={`${chatPartnerKey(partner)} ${place.visit}`}
            tenant={tenant}
            partner={partner}
            thread={place.thread}
            onThread={(thread) => place.begin({ agent: chatPartnerKey(partner), thread })}
          />
        </div>
      )}
    </div>
  );
}

type Place = { agent: string; thread: string | null };

/** `visit` changes with every conversation that is opened, and not when a new one gets its id. */
function useChatPlace() {
  const router = useRouter();
  const pathname = usePathname();
  const parameters = useSearchParams();
  const [visit, setVisit] = useState(0);
  const begin = ({ agent, thread }: Place) =>
    router.replace(`${pathname}?${new URLSearchParams({ agent, ...(thread && { thread }) })}`, { scroll: false });
  const show = (place: Place) => {
    setVisit((before) => before + 1);
    begin(place);
  };
  return { agent: parameters.get("agent"), thread: parameters.get("thread"), visit, show, begin };
}
