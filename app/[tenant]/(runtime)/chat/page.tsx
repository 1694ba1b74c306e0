import { ChatPage } from "@/components/runtime/chat/chat-page";

export const metadata = { title: "Chat" };

export default async function Page({ params }: PageProps<"/[tenant]/chat">) {
  const { tenant } = await params;
  return <ChatPage tenant={tenant} />;
}
