"use client";
import { MessagePage } from "@/components/shell/message-page";
import { Button } from "@/components/ui/button";

export default function PageError({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  return (
    <MessagePage
      title="This page failed"
      actions={
        <Button variant="primary" onClick={reset}>
          Try again
        </Button>
      }
    >
      Nothing was changed. If it stays, report
      {error.digest ? <span className="mono"> error {error.digest}</span> : " the address of the page"}.
    </MessagePage>
  );
}
