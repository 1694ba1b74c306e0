"use client";
import { useInfiniteQuery } from "@tanstack/react-query";
import { MessageSquarePlus } from "lucide-react";
import { chatPartnerKey } from "@/components/runtime/chat/chat-partner-key";
import { Button } from "@/components/ui/button";
import { RelativeTime } from "@/components/ui/relative-time";
import { Select } from "@/components/ui/select";
import type { ChatPartner } from "@/lib/runtime/chat/schema";
import { threadsQuery } from "@/lib/runtime/threads/thread-queries";

/** A new conversation appears once its first answer is there. */
const REFRESH_MS = 5_000;

type Props = {
  tenant: string;
  partners: readonly ChatPartner[];
  partner: ChatPartner;
  thread: string | null;
  onPartner: (key: string) => void;
  onThread: (thread: string | null) => void;
};

/** Whom to talk to, and the conversations there have been. */
export function ChatList({ tenant, partners, partner, thread, onPartner, onThread }: Props) {
  const threads = useInfiniteQuery({ ...threadsQuery(tenant), refetchInterval: REFRESH_MS });
  const mine = (threads.data?.pages.flatMap((page) => page.items) ?? []).filter(
    (one) => one.harness.slug === partner.harness.slug && one.environment === partner.environment,
  );
  return (
    <aside
      className="flex w-[264px] flex-none flex-col gap-3 border-border border-r p-4 max-md:max-h-[220px] max-md:w-full max-md:border-r-0 max-md:border-b"
      aria-label="Conversations"
    >
      <Select
        label="Talk to"
        className="flex-none"
        value={chatPartnerKey(partner)}
        onChange={onPartner}
        options={partners.map((one) => ({
          value: chatPartnerKey(one),
          label: one.harness.name,
          hint: `${one.environment}, release r${one.release ?? "?"}`,
        }))}
      />
      <Button className="flex-none" onClick={() => onThread(null)} aria-pressed={thread === null}>
        <MessageSquarePlus className="i s" aria-hidden />
        New conversation
      </Button>
      <ul className="grid min-h-0 gap-0.5 overflow-y-auto">
        {mine.map((one) => (
          <li key={one.id}>
            <button
              type="button"
              className="grid w-full gap-0.5 rounded-2 px-2 py-1.5 text-left hover:bg-surface-3 aria-pressed:bg-surface-3"
              aria-pressed={one.id === thread}
              onClick={() => onThread(one.id)}
            >
              <span className="cut">{one.endUser ?? `Conversation ${one.id.slice(-6)}`}</span>
              <span className="text-12 text-muted">
                {one.messages} messages, <RelativeTime at={one.lastMessageAt ?? one.createdAt} />
              </span>
            </button>
          </li>
        ))}
      </ul>
      {threads.hasNextPage && (
        <Button size="sm" variant="ghost" onClick={() => void threads.fetchNextPage()}>
          More conversations
        </Button>
      )}
    </aside>
  );
}
